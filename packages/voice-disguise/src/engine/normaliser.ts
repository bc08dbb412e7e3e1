import { PLACES } from '../voice.ts'
import type { LogGain } from './mc-adams.ts'
import { createPlaces } from './places.ts'
import { at } from './sample.ts'
import type { CurrentVoice } from './voice-ramp.ts'

/** Slowly levels the long-term spectrum of whoever speaks towards one common curve, with the visit's own bumps on it. */
export type Normaliser = {
  /** Takes in the power of one frame with a voice in it, at the bins up to 8 kHz. */
  hear(power: Float64Array): void
  /** Adds the present correction and the bumps to a gain. */
  add(gain: LogGain): void
  /** What it knows of the speaker: dB in each band. */
  learned(): Learned
}

/** A speaker's long-term spectrum, for another normaliser of the same visit to begin with. It tells a person apart: it stays in memory. */
export type Learned = readonly number[]

const BANDS = 24
const DB = Math.log(10) / 10 // one decibel as the natural logarithm of power
const MOST_DB = 14
const FORGET_SECONDS = 4
const PRIOR_SECONDS = 0.5

/**
 * The common curve, dB in bands of equal width on the mel scale: read speech on average after the veil's other
 * stages, by eval/engine/common-curve.ts from the 50 readers the evaluation keeps for tuning. Only its shape counts.
 */
const COMMON_DB = [
  0, 15.9, 17.2, 13.5, 15.1, 11.6, 7, 3.5, 2.1, 0.2, 0.6, 0, -0.2, -1.2, -0.5, -2.7, -4.4, -4.9, -7.4, -10, -10.9, -12.5, -15.3, -16.6,
] as const

const mel = (hz: number) => 1127 * Math.log(1 + hz / 700) // O'Shaughnessy, 1987

/** What the normaliser works with. */
export type NormaliserOptions = {
  /** How many bins there are up to `bandHz`. */
  readonly bins: number
  readonly bandHz: number
  /** How often `hear` may be called in a second. */
  readonly framesPerSecond: number
  /** Read live. */
  readonly voice: Readonly<CurrentVoice>
  /** From an earlier one. Left out: it begins as if everyone spoke alike. */
  readonly learned?: Learned
}

/** Begins at the common curve, or where an earlier one ended, and forgets with a time constant of four seconds of speech. */
export function createNormaliser({ bins, bandHz, framesPerSecond, voice, learned }: NormaliserOptions): Normaliser {
  const heard = new Float64Array(BANDS)
  const band = new Float64Array(BANDS)
  const correction = new Float64Array(BANDS)
  const common = Float64Array.from(COMMON_DB)
  const bandPlaces = createPlaces(bins, BANDS, (k) => (mel((k * bandHz) / (bins - 1)) / mel(bandHz)) * BANDS - 0.5)
  const bumpPlaces = createPlaces(bins, PLACES, (k) => (k / (bins - 1)) * (PLACES - 1))
  const nearest = Float64Array.from(bandPlaces.low, (low, k) => low + Math.round(at(bandPlaces.share, k)))
  const state = { seconds: 0.5 }
  state.seconds = learned ? FORGET_SECONDS : PRIOR_SECONDS
  const commonMean = common.reduce((sum, value) => sum + value, 0) / BANDS
  for (let b = 0; b < BANDS; b++) {
    common[b] = at(common, b) - commonMean
    heard[b] = learned?.[b] ?? at(common, b)
  }
  correct()

  function measure(power: Float64Array) {
    band.fill(1e-12)
    for (let k = 0; k < bins; k++) {
      const b = at(nearest, k)
      band[b] = at(band, b) + at(power, k)
    }
    let mean = 0
    for (let b = 0; b < BANDS; b++) {
      band[b] = Math.log(at(band, b)) / DB
      mean += at(band, b) / BANDS
    }
    for (let b = 0; b < BANDS; b++) band[b] = at(band, b) - mean
  }

  function correct() {
    for (let b = 0; b < BANDS; b++) {
      correction[b] = Math.max(-MOST_DB, Math.min(MOST_DB, at(common, b) - at(heard, b)))
    }
  }

  return {
    learned: () => [...heard],
    hear(power) {
      measure(power)
      state.seconds = Math.min(FORGET_SECONDS, state.seconds + 1 / framesPerSecond)
      const share = 1 / framesPerSecond / state.seconds
      for (let b = 0; b < BANDS; b++) heard[b] = at(heard, b) + (at(band, b) - at(heard, b)) * share
      correct()
    },
    add(gain) {
      const { bumps, normalise } = voice
      for (let k = 0; k < bins; k++) {
        const b = at(bandPlaces.low, k)
        const levelled = at(correction, b) + at(bandPlaces.share, k) * (at(correction, b + 1) - at(correction, b))
        const p = at(bumpPlaces.low, k)
        const bump = at(bumps, p) + at(bumpPlaces.share, k) * (at(bumps, p + 1) - at(bumps, p))
        gain[k] = at(gain, k) + (normalise * levelled + bump) * DB
      }
    },
  }
}
