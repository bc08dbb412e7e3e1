import type { Grant } from './speakers.ts'

/** How a page comes to hear a room: with our SDK, given the room's id, or with livekit-client alone, given a token for the same media room. */
export type Way = 'sanctuary' | 'livekit-client alone'

/** Where to listen: our way needs the room's id, the other one the grant. */
export interface Where {
  readonly room: string
  readonly grant: Grant
}

/** The energy that came so far, of each voice. */
export type Heard = Readonly<Record<string, number>>

/** Neither way loads the other's code. */
const ways: Record<Way, (where: Where) => Promise<void>> = {
  async sanctuary({ room }) {
    const { createSanctuaryClient } = await import('@sanctuary/sdk-core')
    const { audio } = await createSanctuaryClient({ server: location.origin, storage: 'memory' }).join(room)
    audio.$levels.listen((levels) => {
      mostSpeaking = Math.max(mostSpeaking, levels.size)
    })
    await audio.start()
  },
  /** As in its README; nothing is sent. */
  async 'livekit-client alone'({ grant }) {
    const { Room, RoomEvent, Track } = await import('livekit-client')
    const room = new Room({ adaptiveStream: true, dynacast: true })
    room.on(RoomEvent.TrackSubscribed, (track) => {
      if (track.kind === Track.Kind.Audio) document.body.append(track.attach())
    })
    await room.connect(grant.url, grant.token)
  },
}

/** How many people were seen to speak at once, by our levels. */
let mostSpeaking = 0
const connections = new Set<RTCPeerConnection>()
const Native = RTCPeerConnection
globalThis.RTCPeerConnection = class extends Native {
  constructor(...options: ConstructorParameters<typeof Native>) {
    super(...options)
    connections.add(this)
  }
}

async function heard(): Promise<Heard> {
  const voices: Record<string, number> = {}
  for (const connection of connections)
    for (const [id, report] of await connection.getStats())
      if (report.type === 'inbound-rtp' && report.kind === 'audio') voices[id] = report.totalAudioEnergy ?? 0
  return voices
}

/** Begins to listen; resolves when so many voices arrive and, our way, all of them were seen to speak: their meters run. */
async function listens(way: Way, where: Where, voices: number): Promise<void> {
  await ways[way](where)
  for (;;) {
    const arrive = Object.values(await heard()).filter((energy) => energy > 0).length
    if (arrive >= voices && (way !== 'sanctuary' || mostSpeaking >= voices)) return
    await new Promise((resume) => setTimeout(resume, 100))
  }
}

const listening = { listens, heard }
export type ListeningPage = typeof listening
Object.assign(globalThis, { listening })
