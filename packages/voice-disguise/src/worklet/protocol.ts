import type { Learned } from '../engine/normaliser.ts'
import type { ShutReason } from '../gate.ts'
import type { Seed } from '../seed.ts'
import type { Voice } from '../voice.ts'

/**
 * The name under which the worklet registers its processor, with the version of this package: a page and a worklet of different versions
 * could misunderstand each other's numbers unnoticed. So the page does not find the processor, and there is silence.
 */
export const PROCESSOR_NAME = 'sanctuary-disguise 0.1.0'

/** What the page gives a new processor. */
export type ProcessorOptions = {
  readonly voice: Voice
  readonly seed: Seed
  /** From the last heartbeat of the processor before it. */
  readonly learned?: Learned
}

/** What the page says to the processor. */
export type PageMessage =
  /** Said in answer to each of the processor's heartbeats, so a page in the background, whose timers are slow, still counts as alive. */
  | { readonly type: 'heartbeat' }
  | { readonly type: 'voice'; readonly voice: Voice }
  /** Another microphone follows: forget the old sound and stay shut until locked again. Heartbeats then carry this generation. */
  | { readonly type: 'relock'; readonly generation: number }
  /** Be silent for ever and end. */
  | { readonly type: 'silence' }

/** What the processor says to the page. */
export type WorkletMessage = Heartbeat | { readonly type: 'failed'; readonly message: string }

/** Said every 50 ms, and at once when the gate opens or shuts. */
export type Heartbeat = {
  readonly type: 'heartbeat'
  /** Number of the last `relock` it obeyed; 0 before the first. */
  readonly generation: number
  /** Why nothing is heard; absent while the disguised voice passes. */
  readonly shut?: ShutReason
  /** Root mean square since the last heartbeat, 0…1. */
  readonly levelIn: number
  readonly levelOut: number
  /** Share of the time spent computing, 0…1, in the last second. */
  readonly load: number
  /** The device is short of breath and a simpler disguise is in use. */
  readonly simplified: boolean
  /** What the engine knows of the speaker, about once a second. */
  readonly learned?: Learned
}
