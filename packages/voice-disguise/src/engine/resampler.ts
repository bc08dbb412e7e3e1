import { at } from './sample.ts'
import { STEP_SAMPLES } from './stage.ts'

/** Keeps one of every `factor` samples, so that the stages between have less to do. Unlike the decimator of the pitch tracker it is for what is heard: every frequency is as late. */
export type Downsampler = {
  /** Delay, in samples of the input. */
  readonly latencySamples: number
  /** Takes in `length` samples, at most those of one step; writes the ones kept and returns how many there are. */
  process(block: Float64Array, length: number, slow: Float64Array): number
}

/** Brings back the rate that a downsampler of the same factor took away. */
export type Upsampler = {
  /** Delay, in samples of the output. */
  readonly latencySamples: number
  /** Writes `length` samples. @param slow what the downsampler kept of as many, processed */
  process(slow: Float64Array, block: Float64Array, length: number): void
}

const LOBES = 5 // of the filter's sinc, on each side

/**
 * The impulse response of a low-pass at half the slow rate: a sinc under a Blackman window. It lets a third of the slow rate through
 * whole and takes 30 dB and more from what would come back below that.
 */
function designTaps(factor: number): Float64Array {
  const reach = factor === 1 ? 0 : LOBES * factor
  const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, n) => sinc((n - reach) / factor) * blackman((n - reach) / (reach + 1)))
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return taps.map((tap) => tap / sum)
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))
const blackman = (x: number) => 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x)

/** @param factor samples of the input for one that is kept; 1 keeps all, without delay */
export function createDownsampler(factor: number): Downsampler {
  const taps = designTaps(factor)
  const past = taps.length - 1
  const line = new Float64Array(past + STEP_SAMPLES * factor)
  const state = { phase: 0 }
  return {
    latencySamples: past / 2,
    process(block, length, slow) {
      for (let i = 0; i < length; i++) line[past + i] = at(block, i)
      let kept = 0
      for (let i = (factor - state.phase) % factor; i < length; i += factor) slow[kept++] = weighted(line, i, taps)
      line.copyWithin(0, length, length + past)
      state.phase = (state.phase + length) % factor
      return kept
    },
  }
}

/** @param factor samples of the output for each one given; 1 passes them as they are, without delay */
export function createUpsampler(factor: number): Upsampler {
  const taps = designTaps(factor)
  // Between the given samples lie zeros: each phase of the output meets only the taps that do not fall on one.
  const phases = Array.from({ length: factor }, (_, phase) =>
    taps
      .filter((_, n) => n % factor === phase)
      .map((tap) => factor * tap)
      .reverse(),
  )
  const past = Math.ceil(taps.length / factor)
  const line = new Float64Array(past + STEP_SAMPLES)
  const state = { phase: 0 }
  return {
    latencySamples: (taps.length - 1) / 2,
    process(slow, block, length) {
      let taken = 0
      for (let i = 0; i < length; i++) {
        if (state.phase === 0) line[past + taken] = at(slow, taken++)
        const weights = phases[state.phase] as Float64Array // the phase stays below the factor
        block[i] = weighted(line, past + taken - weights.length, weights)
        state.phase = state.phase + 1 === factor ? 0 : state.phase + 1
      }
      line.copyWithin(0, taken, taken + past)
    },
  }
}

/** The sum of as many samples as there are weights, from `start` on. */
function weighted(line: Float64Array, start: number, weights: Float64Array): number {
  let sum = 0
  for (let n = 0; n < weights.length; n++) sum += at(line, start + n) * at(weights, n)
  return sum
}
