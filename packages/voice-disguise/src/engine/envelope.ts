import { at } from './sample.ts'

/** The upper edge of what is looked at, Hz: the coefficients of a voice are meant for sound at 16 kHz. */
export const BAND_HZ = 8000

/** The resonances of a mouth in one frame: a smooth line over the spectrum. */
export type Envelope = {
  /** Natural logarithm of its power at each bin from 0 Hz to `BAND_HZ`, tilt taken out. Updated in place. */
  readonly logPower: Float64Array
  /** @param power of the frame at the same bins @returns false where the frame is too quiet to tell; `logPower` is flat then */
  update(power: Float64Array): boolean
}

const ORDER = 18 // two for each resonance below 8 kHz, and two for what is left of the tilt
const PRE_EMPHASIS = 0.95
const SMOOTHING_HZ = 60 // or a high voice's harmonics would pass for resonances
const QUIET = 5e-8 // power of a frame below which there is only noise, at about 24 kHz
const NOISE_FLOOR = 1.0001
const ROW = ORDER + 2 // lags come in pairs: the cosine of an even one is the same in the mirrored bin, that of an odd one the opposite

/**
 * Linear prediction from a power spectrum: autocorrelation (Wiener and Khinchin), lag window, Levinson–Durbin
 * (Makhoul, 1975, "Linear prediction: a tutorial review").
 * @param bins how many bins there are up to `BAND_HZ` @param windowPower sum of the squared analysis window
 */
export function createEnvelope({ bins, windowPower }: { bins: number; windowPower: number }): Envelope {
  const logPower = new Float64Array(bins)
  const half = Math.ceil(bins / 2)
  const cosines = new Float64Array(half * ROW)
  const emphasis = new Float64Array(bins)
  for (let k = 0; k < bins; k++) {
    const angle = (Math.PI * k) / (bins - 1)
    emphasis[k] = 1 + PRE_EMPHASIS ** 2 - 2 * PRE_EMPHASIS * Math.cos(angle)
    for (let lag = 0; lag < ROW && k < half; lag++) cosines[k * ROW + lag] = Math.cos(angle * lag)
  }
  const lagWindow = Float64Array.from({ length: ORDER + 1 }, (_, lag) => {
    const turn = (2 * Math.PI * SMOOTHING_HZ * lag) / (2 * BAND_HZ)
    return Math.exp(-0.5 * turn * turn)
  })
  const correlation = new Float64Array(ROW)
  const predictor = new Float64Array(ORDER + 1)
  const before = new Float64Array(ORDER + 1)
  const products = new Float64Array(ROW)

  function correlate(power: Float64Array) {
    correlation.fill(0)
    for (let k = 0; k < half; k++) {
      const mirror = bins - 1 - k
      const here = at(power, k) * at(emphasis, k)
      const there = mirror > k ? at(power, mirror) * at(emphasis, mirror) : 0
      addCosines(correlation, here + there, here - there, cosines, k * ROW)
    }
    for (let lag = 0; lag <= ORDER; lag++) correlation[lag] = (at(correlation, lag) * at(lagWindow, lag)) / bins
    correlation[0] = at(correlation, 0) * NOISE_FLOOR + 1e-12
  }

  function predict() {
    predictor.fill(0)
    predictor[0] = 1
    let error = at(correlation, 0)
    for (let i = 1; i <= ORDER; i++) {
      let sum = at(correlation, i)
      for (let j = 1; j < i; j++) sum += at(predictor, j) * at(correlation, i - j)
      const reflection = -sum / error
      before.set(predictor)
      for (let j = 1; j < i; j++) predictor[j] = at(before, j) + reflection * at(before, i - j)
      predictor[i] = reflection
      error *= 1 - reflection * reflection
    }
  }

  /** The power of the predictor at each bin, from the products of its coefficients with those `lag` further on. */
  function evaluate() {
    for (let lag = 0; lag <= ORDER; lag++) {
      let sum = 0
      for (let i = lag; i <= ORDER; i++) sum += at(predictor, i) * at(predictor, i - lag)
      products[lag] = lag === 0 ? sum : 2 * sum
    }
    for (let k = 0; k < half; k++) {
      const row = k * ROW
      let even = 0
      let odd = 0
      for (let lag = 0; lag < ROW; lag += 2) {
        even += at(products, lag) * at(cosines, row + lag)
        odd += at(products, lag + 1) * at(cosines, row + lag + 1)
      }
      logPower[k] = -Math.log(Math.max(1e-9, even + odd))
      logPower[bins - 1 - k] = -Math.log(Math.max(1e-9, even - odd))
    }
  }

  return {
    logPower,
    update(power) {
      correlate(power)
      if (!(at(correlation, 0) > QUIET * windowPower)) {
        logPower.fill(0)
        return false
      }
      predict()
      evaluate()
      return true
    },
  }
}

/** Adds one bin and its mirror to the sums of all lags. */
function addCosines(sums: Float64Array, even: number, odd: number, cosines: Float64Array, row: number) {
  for (let lag = 0; lag < sums.length; lag += 2) {
    sums[lag] = at(sums, lag) + even * at(cosines, row + lag)
    sums[lag + 1] = at(sums, lag + 1) + odd * at(cosines, row + lag + 1)
  }
}
