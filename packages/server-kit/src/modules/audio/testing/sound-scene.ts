import { dispose } from '@livekit/rtc-node'
import type { Input, Reply } from '@sanctuary/protocol'
import type { SanctuaryServerOptions } from '../../../kernel/create-server.ts'
import { createMediaService, type MediaServer, type MediaService, runLiveKitServer } from '../../../livekit/index.ts'
import { connectMedia, type MediaPerson } from '../../../livekit/testing/media-person.ts'
import { realServer } from '../../../livekit/testing/real-server.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../../testing/create-test-server.ts'
import { createReports, type Reports } from './reports.ts'

/** A real server of ours, a real media server beside it, and people with sound in its rooms. */
export interface SoundScene {
  readonly test: TestServer
  readonly media: MediaServer
  /** What the media server itself says and does, past our server. */
  readonly service: MediaService
  readonly reports: Reports
  /** Where our server takes reports. */
  readonly webhooks: string
  /** Makes a room; its host is inside and listens with a real connection. */
  createRoom(): Promise<Stage>
  /** Joins; the tab is connected, without sound yet. */
  enter(room: string, wish?: Omit<Input<'participants.join'>, 'room'>): Promise<TabPerson>
  /** Asks our server for a token and connects with it. */
  hear(person: TabPerson): Promise<Sound>
  /** Connects with a token, however old. */
  connect(grant: { url: string; token: string }): Promise<MediaPerson>
  close(): Promise<void>
}

/** A room with somebody in it who hears everything. */
export interface Stage {
  readonly room: string
  readonly hostKey: string
  readonly host: TabPerson
  readonly ear: MediaPerson
}

/** Somebody in a room with a live tab. */
export interface TabPerson extends TestPerson {
  readonly tab: string
  readonly live: Awaited<ReturnType<TestPerson['connect']>>
}

/** A connection to the media server and what it was made with. */
export interface Sound extends MediaPerson {
  readonly grant: Reply<'audio.connect'>
}

/** Starts everything; resolves when our server says that there is sound. */
export async function createSoundScene(options: SanctuaryServerOptions = {}): Promise<SoundScene> {
  const reports = await createReports()
  const media = await runLiveKitServer({ binary: await realServer(), webhookUrl: reports.url, log: { error: () => {} } })
  const { url, apiKey, apiSecret } = media
  const test = await createTestServer({ livekit: { url, apiKey, apiSecret }, ...options })
  const service = createMediaService(media)
  const webhooks = `${test.url}/livekit`
  reports.passOnTo(webhooks)
  const connections = new Set<MediaPerson>()

  async function connect(grant: { url: string; token: string }): Promise<MediaPerson> {
    const person = await connectMedia(grant)
    connections.add(person)
    return person
  }

  async function enter(room: string, wish: Omit<Input<'participants.join'>, 'room'> = {}): Promise<TabPerson> {
    const person = await test.join(room, wish)
    const tab = crypto.randomUUID()
    return { ...person, tab, live: await person.connect({ tab }) }
  }

  async function hear(person: TabPerson): Promise<Sound> {
    const grant = await person.call('audio.connect', { tab: person.tab } as Input<'audio.connect'>) // ids are branded
    return { ...(await connect(grant)), grant }
  }

  return {
    test,
    media,
    service,
    reports,
    webhooks,
    enter,
    hear,
    connect,
    async createRoom() {
      const { room, hostKey } = await test.createRoom()
      const host = await enter(room.id, { hostKey })
      await host.live.waitFor(() => host.live.records('audio.service')[0]?.value.state === 'ready')
      return { room: room.id, hostKey, host, ear: await hear(host) }
    },
    async close() {
      await Promise.all([...connections].map(({ room }) => room.disconnect()))
      await dispose()
      await test.close()
      await media.close()
      await reports.close()
    },
  }
}
