import '../../audio/page/main.ts' // the page as the other tests drive it
import { openMediaRoom } from '../../../packages/sdk-core/src/audio/media-room.ts'
import type { VoiceChoice } from '../../../packages/sdk-core/src/voices.ts'
import type { TestPage } from '../../audio/page/main.ts'
import { type OldConnection, rawTracks, sentTracks, workletNodes } from '../../audio/page/spy.ts'
import type { WorkletFault } from '../worklet-faults.ts'
import { connections, microphone, mouths, sockets } from './doors.ts'

declare const page: TestPage

/** One word of a store: when it was said, in ms since 1970. */
interface Word {
  readonly at: number
  readonly store: '$sound' | '$microphone' | '$disguise' | '$voice'
  readonly state: string
  readonly reason?: string
}

const words: Word[] = []
const listeners = new Set<() => void>()
const switches = new Map<BaseAudioContext, AudioWorkletNode>()
let silentAt: number | undefined
let frozen = 0
document.addEventListener('freeze', () => (frozen += 1))

function said(word: Omit<Word, 'at'>): void {
  words.push({ at: Date.now(), ...word })
  for (const hear of [...listeners]) hear()
}

function switchOf(context: BaseAudioContext): AudioWorkletNode {
  const held = switches.get(context)
  if (held) return held
  const node = new AudioWorkletNode(context, 'fault')
  node.port.onmessage = ({ data }) => {
    silentAt ??= data.silentAt
  }
  switches.set(context, node)
  return node
}

const currentContext = (): BaseAudioContext => {
  const context = workletNodes.at(-1)?.context
  if (!context) throw new Error('There is no disguise to break.')
  return context
}

/** What a test does to this page besides using it. Whatever is done tells when, in ms since 1970. */
const faults = {
  /** Enters and writes down what the stores say. */
  enter(voice: VoiceChoice) {
    page.join({ role: 'host' })
    const { $sound, $microphone, $disguise } = page.audio
    $sound.subscribe(({ state, reason }) => said({ store: '$sound', state, ...(reason ? { reason: reason.code } : {}) }))
    $microphone.subscribe(({ state, reason }) => said({ store: '$microphone', state, ...(reason ? { reason: reason.code } : {}) }))
    $disguise.subscribe(({ phase, reason }) => said({ store: '$disguise', state: phase, ...(reason ? { reason } : {}) }))
    page.audio.$voice.subscribe(({ mode }) => said({ store: '$voice', state: mode }))
    page.audio.setVoice(voice)
  },

  words: () => words,

  /** Settles with how long after `since` a store said a word, or with nothing after some time. */
  told: (store: Word['store'], state: string, since: number, withinMs: number): Promise<number | undefined> =>
    new Promise((resolve) => {
      const look = () => {
        const word = words.find((word) => word.at >= since && word.store === store && word.state === state)
        if (word) done(word.at - since)
      }
      const timer = setTimeout(() => done(undefined), withinMs)
      const done = (ms: number | undefined) => {
        clearTimeout(timer)
        listeners.delete(look)
        resolve(ms)
      }
      listeners.add(look)
      look()
    }),

  breakWorklet(fault: WorkletFault | undefined) {
    const at = Date.now()
    silentAt = undefined
    switchOf(currentContext()).port.postMessage(fault)
    return at
  },
  /** When an overloaded disguise had shut itself; nothing where it did not. */
  silentAt: () => silentAt,

  stall(ms: number) {
    const end = Date.now() + ms
    while (Date.now() < end);
    return Date.now()
  },

  async suspend() {
    const at = Date.now()
    await (currentContext() as AudioContext).suspend()
    return at
  },
  async closeContext() {
    const at = Date.now()
    await (currentContext() as AudioContext).close()
    return at
  },

  /** Ends the microphone as the system does. @param refusal - why there is no other; left out where there is one */
  endMicrophone(refusal: typeof microphone.refusal) {
    const at = Date.now()
    microphone.refusal = refusal
    for (const track of rawTracks) {
      if (track.readyState === 'ended') continue
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
    return at
  },
  giveMicrophone() {
    microphone.refusal = undefined
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  },

  /** Loses the media server's signal connection, and settles when there is another one. */
  async cutSignal() {
    const at = Date.now()
    const again = new Promise((resolve) => addEventListener('socket', resolve, { once: true }))
    for (const socket of sockets) socket.close()
    await again
    return at
  },

  /** Sends the disguised track to a second media room for a while, as somebody does who moves from one to the other. */
  async secondRoom(grant: { url: string; token: string }, ms: number) {
    const at = Date.now()
    const track = sentTracks.at(-1)
    const room = await openMediaRoom({
      ...grant,
      $mutedForMe: page.audio.$mutedForMe,
      onVoice: () => () => {},
      signal: new AbortController().signal,
    })
    if (track) await room.publish(track)
    await page.audio.stop()
    await new Promise((resolve) => setTimeout(resolve, ms))
    await page.audio.unmute()
    await room.close()
    return at
  },

  /** Lets a time pass without word from our server. */
  async loseServer(ms: number) {
    const connection = page.context.$connection as unknown as { set(connection: { state: string }): void } // as the room writes it
    const at = Date.now()
    connection.set({ state: 'reconnecting' })
    await new Promise((resolve) => setTimeout(resolve, ms))
    connection.set({ state: 'live' })
    return at
  },

  /** When one's own voice was opened, in ms since 1970. */
  ownVoiceOpenAt: (since: number) => words.find(({ at, store, state }) => store === '$voice' && at >= since && state === 'off')?.at,
  /** When one's own voice was shut, in ms since 1970: the first word after the agreement that says so. */
  ownVoiceShutAt: (since: number) => words.find(({ at, store, state }) => store === '$voice' && at > since && state !== 'off')?.at,

  /** When the disguise first covered the voice again after a time. */
  coveredAt: (since: number) => words.find(({ at, store, state }) => store === '$disguise' && at > since && state === 'locked')?.at,

  /** What must never happen, done on purpose: the microphone itself is sent for some time. */
  async sendRaw(ms: number) {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false } })
    const [raw] = stream.getAudioTracks()
    const senders = connections.flatMap((connection) => (connection.connectionState === 'closed' ? [] : connection.getSenders()))
    const sender = senders.find(({ track }) => track !== null && track === sentTracks.at(-1))
    if (!raw || !sender) throw new Error('There is nothing to replace.')
    const { track } = sender
    await sender.replaceTrack(raw)
    await new Promise((resolve) => setTimeout(resolve, ms))
    await sender.replaceTrack(track)
    raw.stop()
  },

  /** A hole in the disguise, made on purpose: for so long the microphone goes around it, besides what is sent. */
  async leak(ms: number) {
    const track = sentTracks.at(-1)
    const mouth = track && mouths.get(track)
    const raw = [...rawTracks].find(({ readyState }) => readyState === 'live')
    if (!mouth || !raw) throw new Error('There is nothing to let out, or no way for it.')
    const { context } = mouth
    const source = new MediaStreamAudioSourceNode(context as AudioContext, { mediaStream: new MediaStream([raw]) })
    const hole = new GainNode(context, { gain: 0 })
    source.connect(hole).connect(mouth)
    await new Promise((resolve) => setTimeout(resolve, 100)) // a source needs a moment before it gives sound
    const from = context.currentTime + 0.05
    hole.gain.setValueAtTime(1, from).setValueAtTime(0, from + ms / 1000)
    await new Promise((resolve) => setTimeout(resolve, 100 + ms))
    source.disconnect()
    hole.disconnect()
  },

  /** Settles once nobody looks at the page; tells how often it has been frozen. */
  hidden: () =>
    new Promise<number>((resolve) => {
      if (document.hidden) return resolve(frozen)
      document.addEventListener('visibilitychange', () => resolve(frozen), { once: true })
    }),
  frozen: () => frozen,

  rawTracks: () => page.doors().raw,

  /** Hands a microphone, or a copy of one, to a connection through every door there is; tells which of them nobody watches. */
  async unwatchedDoors() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    const [raw] = stream.getAudioTracks() as [MediaStreamTrack]
    const connection = new RTCPeerConnection() as RTCPeerConnection & OldConnection
    const sender = connection.addTransceiver('audio').sender
    const doors: Record<string, () => unknown> = {
      addTrack: () => connection.addTrack(raw.clone()),
      addTransceiver: () => connection.addTransceiver(raw.clone()),
      replaceTrack: () => sender.replaceTrack(raw),
      'a copied stream': () => sender.replaceTrack(stream.clone().getAudioTracks()[0] ?? null),
      addStream: () => connection.addStream(new MediaStream([raw.clone()])),
    }
    const unwatched: string[] = []
    for (const [name, open] of Object.entries(doors)) {
      const before = faults.rawTracks()
      await open()
      if (faults.rawTracks() !== before + 1) unwatched.push(name)
    }
    connection.close()
    for (const track of rawTracks) track.stop()
    return unwatched
  },
}

export type FaultsPage = typeof faults

Object.assign(globalThis, { faults })
