import { createFakeRoom } from '@sanctuary/sdk-core/testing'
import { type MediaRoom, openMediaRoom } from '../../../packages/sdk-core/src/audio/media-room.ts'

/** What our server gives somebody who asks for sound. */
export interface Grant {
  readonly url: string
  readonly token: string
}

/** How far the attacker got. */
export interface Attempts {
  /** When the first connection was cut, in ms since 1970. */
  cutAt: number
  tried: number
  /** The media server took the token and answered. */
  answered: number
  /** Sound could have flowed. */
  connected: number
  /** The media server took their track. */
  published: number
}

/** After this long an attempt is given up for the next one, in ms: a client that was cut while connecting waits in vain. */
const patienceMs = 800

const { $mutedForMe } = createFakeRoom().audio
let voice: MediaStreamTrack
let first: MediaRoom
let answered = 0

const Native = globalThis.WebSocket
globalThis.WebSocket = class extends Native {
  constructor(...options: ConstructorParameters<typeof Native>) {
    super(...options)
    this.addEventListener('message', () => (answered += 1), { once: true })
  }
}

/** A page that speaks to the media server and to nobody else: it hears of no removal, and keeps the token it once got. */
const attacker = {
  /** Speaks with a microphone as it is. */
  async speak(grant: Grant): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    })
    ;[voice] = stream.getAudioTracks() as [MediaStreamTrack]
    first = await open(grant)
    await first.publish(voice)
  },

  /** From the moment the voice is cut, comes back with the same token, speaks, and does so again and again. */
  async replay(grant: Grant, seconds: number): Promise<Attempts> {
    if (first.$sending.get()) await silent(first)
    const attempts: Attempts = { cutAt: Date.now(), tried: 0, answered: 0, connected: 0, published: 0 }
    const end = attempts.cutAt + 1000 * seconds
    await first.close()
    answered = 0
    while (Date.now() < end) await attempt(grant, attempts)
    return { ...attempts, answered }
  },
}

async function attempt(grant: Grant, attempts: Attempts): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs)
  const enough = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)))
  attempts.tried += 1
  try {
    const room = await Promise.race([open(grant, signal), enough])
    if (!room) return
    attempts.connected += 1
    const over = silent(room)
    room.publish(voice).then(
      () => (attempts.published += 1),
      () => {}, // refused or cut, which is what the test is about
    )
    await Promise.race([over, enough])
    await room.close()
  } catch {
    // not let in; the next attempt follows
  }
}

export type Attacker = typeof attacker

const open = (grant: Grant, signal = new AbortController().signal): Promise<MediaRoom> =>
  openMediaRoom({ ...grant, $mutedForMe, onVoice: () => () => {}, signal })

/** Settles when this connection has ended, or its track was taken away. */
const silent = (room: MediaRoom): Promise<unknown> =>
  Promise.race([room.ended, new Promise<void>((resolve) => room.$sending.listen((sending) => !sending && resolve()))])

Object.assign(globalThis, { attacker })
