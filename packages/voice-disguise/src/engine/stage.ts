/**
 * One step of the chain. It works sample after sample, so cutting the same sound into other blocks changes no bit of the result,
 * and it allocates nothing once it exists.
 */
export type Stage = {
  /** Delay this stage adds, in samples. */
  readonly latencySamples: number
  /** Replaces the first `length` samples of the block, at least one. */
  process(block: Float64Array, length: number): void
}

/** The chain advances in steps of this many samples; whatever looks at the clock (marks, grains, ramps) does so at their edges. */
export const STEP_SAMPLES = 8
