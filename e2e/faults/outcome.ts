import type { Moment } from './measure.ts'
import type { Wear } from './worn.ts'

/** What became of one fault. */
export interface Outcome {
  readonly kind: string
  readonly seed: number
  readonly wear: Wear
  /**
   * Samples at the listener in which the natural pitch stands out, or the microphone's own whistle; while one's own voice is open by
   * consent, and for what is on its way then, none are counted.
   */
  readonly undisguisedSamples: number
  /** The first moments in which they were found, for whoever looks for the reason. */
  readonly evidence?: readonly Moment[]
  /** How often a microphone's own track was handed to a peer connection. */
  readonly rawTracks: number
  /** How long after the sound had stopped the person was told why; absent where nobody has to be. */
  readonly toldMs?: number | 'never'
  /** Where one's own voice was open: whether the consent was over before a disguise was chosen. */
  readonly consent?: 'ended' | 'stands'
  /** From when until when it was open, in ms since 1970. */
  readonly open?: readonly [from: number, until: number]
  /** How long its sound was on its way to the listener, at most: measured when it began and when the disguise came back. */
  readonly onItsWayMs?: number
  /** How long one's own voice was still heard after it was shut, which is how long sound is on its way. */
  readonly heardAfterMs?: number
  /** Whether the disguised voice was heard again. */
  readonly recovered: boolean
  /** What else went wrong. */
  readonly problem?: string
}
