import { createDisguise, type DisguiseOptions, type DisguiseState, type Learned, type Voice } from '@sanctuary/voice-disguise'
import { atom } from 'nanostores'
import type { Store } from '../room-context.ts'
import { createAnotherMicrophone } from './another-microphone.ts'
import type { Disguise } from './audio-feature.ts'
import { createAutoSilence } from './auto-silence.ts'
import { fade } from './fade.ts'
import { createLevelMeter } from './level-meter.ts'
import { createOutgoing } from './outgoing.ts'
import { createOwnWay, type OwnWay } from './own-way.ts'

/**
 * The way of a voice through Web Audio: microphone → disguise (with a gate and a limiter of its own) → gate → the track that is sent.
 * Around the disguise leads only what `setUndisguised` builds.
 */
export interface VoicePath {
  readonly $disguise: Store<Disguise>
  /** The microphone as it is, for the person's own tape. */
  readonly raw: AudioNode
  /** What others hear, or would if the gate were open. */
  readonly voice: AudioNode
  /**
   * Puts a raw track in, in place of the one before, which stays where this throws. With another device the disguise shuts until it has
   * locked on again.
   */
  connect(raw: MediaStreamTrack | undefined): void
  /** Lets the voice out, or nothing. Shut at the beginning. */
  setOpen(open: boolean): void
  /** The voice behind the gate; the only track that may leave this page, and always the same. */
  track(): MediaStreamTrack
  setVoice(voice: Voice): void
  /** Lets one's own voice take the disguise's place, after consent. Back again, nothing is heard until the disguise has locked anew. */
  setUndisguised(undisguised: boolean): void
  /** Sends nothing while nobody speaks. */
  setAutoSilence(on: boolean): void
  /** Follows every moment at which the system stops the sound of this page, as a phone call does; returns what ends that. */
  onInterruption(listener: () => void): () => void
  /** Level of the microphone, in dB below full scale. */
  inputLevel(): number
  /** Level of what is sent, in dB below full scale. */
  sentLevel(): number
  /** What the disguise knows of the speaker, for the next path of the visit. It stays in memory. */
  learned(): Learned | undefined
  /** Starts the disguise again after it failed. */
  retry(): Promise<void>
  close(): void
}

/**
 * Builds the path. One disguise serves through every device, mute and connection.
 * @param options.context - the graph to build it in
 */
export function createVoicePath(
  options: Pick<DisguiseOptions, 'seed' | 'voice' | 'learned'> & { context: AudioContext; worklet: string },
): VoicePath {
  const { context, worklet, seed, voice, learned } = options
  const $disguise = atom<Disguise>({ phase: 'starting' })
  const disguise = createDisguise({ context, workletUrl: worklet, seed, voice, learned })
  const input = new GainNode(context)
  const heard = new GainNode(context)
  const gate = new GainNode(context, { gain: 0 })
  const silence = createAutoSilence(context)
  const received = createLevelMeter(input)
  const sent = createLevelMeter(silence.node)
  const out = createOutgoing(context, silence.node)
  const interruptions = new Set<() => void>()
  let source: MediaStreamAudioSourceNode | undefined
  const isAnother = createAnotherMicrophone()
  let open = false
  let own: OwnWay | undefined

  input.connect(disguise.node)
  disguise.output.connect(heard)
  disguise.output.connect(gate).connect(silence.node)

  const stops = [
    disguise.onState((state) => {
      $disguise.set(describe(state, context))
      if (state.reason) silence.hear(1) // one's own voice goes on without a disguise that listens for it
    }),
    disguise.onLevel((level) => {
      silence.hear(level.in)
      // Its first word after loading: it runs, and waits for a voice.
      if (disguise.state.phase === 'starting' && $disguise.get().phase === 'starting') $disguise.set({ phase: 'gated' })
    }),
  ]

  let hasRun = context.state === 'running'
  /** A context that stood still has cost us the disguise; when it runs again, so may the disguise. */
  function follow() {
    if (context.state === 'running') {
      hasRun = true
      if (disguise.state.reason === 'context-suspended') void disguise.retry()
    } else if (hasRun && context.state !== 'closed') for (const tell of interruptions) tell()
  }
  context.addEventListener('statechange', follow)

  function setGates() {
    fade(gate.gain, context, open && !own ? 1 : 0)
    own?.setOpen(open)
  }

  return {
    $disguise,
    raw: input,
    voice: heard,

    connect(raw) {
      const fresh = raw && new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([raw]) })
      source?.disconnect()
      source = fresh
      source?.connect(input)
      if (raw && isAnother(raw.getSettings())) disguise.relock()
    },

    setOpen(wish) {
      if (wish === open) return
      open = wish
      setGates()
    },

    track: out.track,
    setVoice: (next) => disguise.setVoice(next),

    setUndisguised(undisguised) {
      if (undisguised === (own !== undefined)) return
      if (undisguised) {
        disguise.output.disconnect(heard)
        own = createOwnWay(context, input, silence.node)
        own.voice.connect(heard)
      } else {
        own?.voice.disconnect(heard)
        own?.close()
        own = undefined
        disguise.relock()
        disguise.output.connect(heard)
      }
      setGates()
    },

    setAutoSilence: silence.setOn,
    onInterruption(listener) {
      interruptions.add(listener)
      return () => interruptions.delete(listener)
    },
    inputLevel: () => received.read(),
    sentLevel: () => sent.read(),
    learned: () => disguise.learned,
    retry: () => disguise.retry(),

    close() {
      for (const stop of stops) stop()
      context.removeEventListener('statechange', follow)
      source?.disconnect()
      own?.close()
      disguise.close()
      gate.disconnect()
      heard.disconnect()
      out.close()
    },
  }
}

/**
 * A page that stalled for a moment comes back by itself, and so does a context that stood still: not worth alarming anyone. Whatever
 * else shuts the disguise has a reason. A context that is closed never comes back.
 */
function describe({ phase, reason, simplified }: DisguiseState, context: BaseAudioContext): Disguise {
  if (reason === 'context-suspended' && context.state !== 'closed') return { phase: 'starting' }
  if (phase === 'gated' && reason === 'heartbeat-lost') return { phase }
  return { phase, reason, simplified }
}
