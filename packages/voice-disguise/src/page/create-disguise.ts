import type { Learned } from '../engine/normaliser.ts'
import { parseSeed, type Seed } from '../seed.ts'
import { parseVoice, type Voice } from '../voice.ts'
import type { Heartbeat } from '../worklet/protocol.ts'
import { type DisguiseState, pageStalled, shutState } from './disguise-state.ts'
import { createListeners } from './listeners.ts'
import { createWorkletLink, type WorkletLink } from './worklet-link.ts'

/** What `createDisguise` needs. */
export type DisguiseOptions = {
  /** The graph to live in. It stays the caller's: the disguise never resumes or closes it. */
  readonly context: BaseAudioContext
  /** Address of `@sanctuary/voice-disguise/worklet` on the page's own origin. */
  readonly workletUrl: string | URL
  /** From `drawVoice`. */
  readonly voice: Voice
  /** From `drawSeed`; the same for the whole visit. */
  readonly seed: Seed
  /** `learned` of an earlier disguise of this visit: one that begins with it need not hear the speaker for seconds first. */
  readonly learned?: Learned
}

/** Root mean square of the last 50 ms, 0…1. */
export type DisguiseLevel = { readonly in: number; readonly out: number }

/** A disguise in an audio graph. Connect the microphone to `node` and take the disguised voice from `output`. */
export type Disguise = {
  /** Input side. Stays the same through `retry()`. */
  readonly node: AudioNode
  /** The disguised voice, mono, or exact silence. Stays the same through `retry()`. */
  readonly output: AudioNode
  readonly state: DisguiseState
  /** What it knows of the speaker; nothing before it has locked. It tells a person apart: keep it in memory only. */
  readonly learned: Learned | undefined
  /** Changes the voice within 50 ms, without a gap. @throws RangeError for a voice out of range */
  setVoice(voice: Voice): void
  /** Shuts at once and opens when the pitch is known again. Call it when another microphone follows. */
  relock(): void
  /** Tells every change of state. @returns a function that ends it */
  onState(listener: (state: DisguiseState) => void): () => void
  /** Tells the levels about twenty times a second. @returns a function that ends it */
  onLevel(listener: (level: DisguiseLevel) => void): () => void
  /** Builds a new processor in place of a lost one. Settles when it is built or `state` says why not. @throws Error after `close()` */
  retry(): Promise<void>
  /** Silence for ever. */
  close(): void
}

/**
 * Puts a disguise into an audio graph. It can be connected at once; it starts shut, opens when the engine has locked on the voice, and
 * shuts itself on any trouble. It has no way around itself.
 *
 * Shut means twice: the worklet's own gate gives exact zeros, and a gain behind it is 0 as well whenever this page does not know the
 * worklet to be well. What shut it is in `state`; except for a page that was busy for a moment, only `retry()` opens it again.
 * @throws RangeError for a voice out of range, or anything but a seed
 * @example
 * const disguise = createDisguise({ context, workletUrl: '/disguise-worklet.js', voice: drawVoice({ mode: 'veil' }, seed), seed })
 * microphone.connect(disguise.node)
 * disguise.output.connect(destination)
 */
export function createDisguise({ context, workletUrl, ...options }: DisguiseOptions): Disguise {
  const seed = parseSeed(options.seed)
  let current = parseVoice(options.voice)
  const input = new GainNode(context, { channelCount: 1, channelCountMode: 'explicit' })
  const output = new GainNode(context, { gain: 0, channelCount: 1, channelCountMode: 'explicit' })
  const states = createListeners<DisguiseState>()
  const levels = createListeners<DisguiseLevel>()
  let state: DisguiseState = { phase: 'starting' }
  let { learned } = options
  let link: WorkletLink | undefined
  let attempt = 0
  let generation = 0
  let closed = false

  function setState(next: DisguiseState) {
    if (next.phase === state.phase && next.reason === state.reason && next.simplified === state.simplified) return
    state = next
    states.tell(state)
  }

  function hear(heartbeat: Heartbeat) {
    if (heartbeat.generation !== generation) return
    output.gain.value = 1
    if (heartbeat.shut === undefined) learned = heartbeat.learned ?? learned // before it has locked it has learned of nobody
    if (heartbeat.shut === undefined) setState(heartbeat.simplified ? { phase: 'locked', simplified: true } : { phase: 'locked' })
    else setState(heartbeat.shut === 'heartbeat-lost' ? pageStalled : { phase: 'starting' })
    levels.tell({ in: heartbeat.levelIn, out: heartbeat.levelOut })
  }

  function letGo() {
    output.gain.value = 0
    attempt++
    link?.close()
    link = undefined
    input.disconnect()
  }

  async function start() {
    letGo()
    generation = 0
    const mine = attempt
    setState({ phase: 'starting' })
    try {
      await load(context, workletUrl)
      if (mine !== attempt) return
      link = createWorkletLink({ context, voice: current, seed, learned, onHeartbeat: hear, onLost: lose })
      input.connect(link.node).connect(output)
    } catch (cause) {
      if (mine === attempt) lose('module-load', cause)
    }
  }

  function lose(...reason: Parameters<typeof shutState>) {
    letGo()
    setState(shutState(...reason))
  }

  void start()
  return {
    node: input,
    output,
    get state() {
      return state
    },
    get learned() {
      return learned
    },
    setVoice(next) {
      current = parseVoice(next)
      link?.setVoice(current)
    },
    relock() {
      if (!link) return
      output.gain.value = 0
      generation++
      link.relock(generation)
      setState({ phase: 'starting' })
    },
    onState: states.add,
    onLevel: levels.add,
    async retry() {
      if (closed) throw new Error('This disguise is closed. Make a new one with createDisguise.')
      await start()
    },
    close() {
      closed = true
      letGo()
      output.disconnect()
    },
  }
}

/**
 * A browser remembers for the life of a context that an address could not be loaded, for whichever disguise asks; another fragment makes
 * it ask the server again.
 */
const failedLoads = new WeakMap<BaseAudioContext, number>()

async function load(context: BaseAudioContext, workletUrl: string | URL): Promise<void> {
  const failed = failedLoads.get(context) ?? 0
  try {
    await context.audioWorklet.addModule(failed ? `${workletUrl}#${failed}` : workletUrl)
  } catch (error) {
    failedLoads.set(context, failed + 1)
    throw error
  }
}
