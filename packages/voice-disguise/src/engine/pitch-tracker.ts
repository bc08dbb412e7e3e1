import { createDecimator } from './decimator.ts'
import { createPeriodSearch } from './period-search.ts'
import { at } from './sample.ts'
import { STEP_SAMPLES } from './stage.ts'

/** The lowest and highest pitch that is followed, Hz. Above it a shout would be taken for its own octave below and leak. */
export const LOWEST_PITCH_HZ = 70
const HIGHEST_PITCH_HZ = 500

/** What the tracker knows right now. It is updated in place. */
export type PitchReading = {
  /** True while the sound is clearly periodic. */
  locked: boolean
  /** Period in input samples: the last one that was locked on. */
  periodSamples: number
  /** Height of the best normalised autocorrelation peak, 0…1. */
  periodicity: number
  /** How many analyses were locked so far. */
  lockedCount: number
  /** How often a lock began anew: after none, or because a young one turned out to be an error. */
  lockCount: number
}

/** Listens to the signal and keeps `reading` up to date, every 5 ms. */
export type PitchTracker = {
  readonly reading: Readonly<PitchReading>
  /** Takes in the next samples and leaves them as they are. @param length at most one step */
  process(block: Float64Array, length: number): void
}

const SURE_ABOVE = 0.8 // one analysis is enough
const LOCK_ABOVE = 0.6 // two that agree are enough: the first moments of a vowel ring at a formant
const AGREE_ABOVE = 0.5
const HOLD_ABOVE = 0.4
const SAME_PERIOD = 0.08 // octaves
const LEAP = 0.25 // octaves in 5 ms
const YOUNG = 5 // analyses: a lock that leaps so early was an error
const LEAST_POWER = 1e-6 // −60 dBFS: below it there is no voice to follow

/**
 * Pitch by normalised autocorrelation at about 12 kHz.
 * @param sampleRate Hz
 */
export function createPitchTracker(sampleRate: number): PitchTracker {
  const decimator = createDecimator(sampleRate, 12_000)
  const rate = sampleRate / decimator.factor
  const longestLag = Math.ceil(rate / LOWEST_PITCH_HZ)
  const shortestLag = Math.floor(rate / HIGHEST_PITCH_HZ)
  const search = createPeriodSearch({ windowLength: Math.round(rate * 0.0135), shortestLag, longestLag })
  const hop = Math.round(rate * 0.005)
  const history = new Float64Array(search.historyLength)
  const scratch = new Float64Array(STEP_SAMPLES)
  const kept = new Float64Array(STEP_SAMPLES)
  const reading: PitchReading = { locked: false, periodSamples: sampleRate / 150.5, periodicity: 0.5, lockedCount: 0, lockCount: 0 }
  reading.periodicity = 0
  const counter = { sinceAnalysis: 0, lockedFrom: 0 }
  const last = { lag: 0.5 }

  function isLock(correlation: number, octaves: number): boolean {
    if (search.found.power < LEAST_POWER) return false
    if (reading.locked) return correlation > HOLD_ABOVE
    const agreed = octaves < SAME_PERIOD && reading.periodicity > AGREE_ABOVE
    return correlation > SURE_ABOVE || (correlation > LOCK_ABOVE && agreed)
  }

  function analyse() {
    search.expected.lag = reading.locked ? last.lag : 0
    search.run(history)
    const { correlation, lag } = search.found
    const octaves = Math.abs(Math.log2(lag / last.lag))
    const wasLocked = reading.locked
    reading.locked = isLock(correlation, octaves)
    reading.periodicity = correlation
    last.lag = lag
    if (!reading.locked) return
    reading.periodSamples = lag * decimator.factor
    reading.lockedCount++
    if (!wasLocked) counter.lockedFrom = reading.lockedCount
    const young = reading.lockedCount - counter.lockedFrom <= YOUNG
    if (!wasLocked || (young && octaves > LEAP)) reading.lockCount++
  }

  return {
    reading,
    process(block, length) {
      for (let i = 0; i < length; i++) scratch[i] = at(block, i)
      const count = decimator.process(scratch, length, kept)
      for (let i = 0; i < count; i++) {
        history[history.length - hop + counter.sinceAnalysis] = at(kept, i)
        if (++counter.sinceAnalysis < hop) continue
        analyse()
        history.copyWithin(0, hop)
        counter.sinceAnalysis = 0
      }
    },
  }
}
