import { createBiquad, createSection, designLowPass, FOURTH_ORDER_QS } from './biquad.ts'
import { at } from './sample.ts'

/** Keeps one of every few samples, for analysis only. */
export type Decimator = {
  /** Input samples per output sample. */
  readonly factor: number
  /** Filters the first `length` samples in place, writes the kept ones to `output` and returns how many there are. */
  process(block: Float64Array, length: number, output: Float64Array): number
}

/**
 * Brings a signal that is only looked at down to about the wished rate, with next to no delay, behind a fourth-order low-pass at a third of it.
 * @param sampleRate Hz
 * @param wishedRate Hz; the factor is a whole number, so the result is near it
 */
export function createDecimator(sampleRate: number, wishedRate: number): Decimator {
  const factor = Math.max(1, Math.round(sampleRate / wishedRate))
  const sections = FOURTH_ORDER_QS.map((q) => createBiquad(designLowPass(createSection(), 1 / (3 * factor), q)))
  const state = { phase: 0 }
  return {
    factor,
    process(block, length, output) {
      for (let s = 0; s < sections.length; s++) sections[s]?.process(block, length)
      let kept = 0
      let { phase } = state
      for (let i = 0; i < length; i++) {
        if (phase === 0) output[kept++] = at(block, i)
        phase = phase + 1 === factor ? 0 : phase + 1
      }
      state.phase = phase
      return kept
    },
  }
}
