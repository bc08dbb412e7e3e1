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
const QUIET = 1e-7 // power of a frame below which there is only noise
const NOISE_FLOOR = 1.0001

/**
 * Linear prediction from a power spectrum: autocorrelation (Wiener and Khinchin), lag window, Levinson–Durbin
 * (Makhoul, 1975, "Linear prediction: a tutorial review").
 * @param bins how many bins there are up to `BAND_HZ` @param windowPower sum of the squared analysis window
 */
export function createEnvelope({ bins, windowPower }: { bins: number; windowPower: number }): Envelope {
  const logPower = new Float64Array(bins)
  const cosines = new Float64Array(bins * (ORDER + 1))
  const sines = new Float64Array(bins * (ORDER + 1))
  const emphasis = new Float64Array(bins)
  for (let k = 0; k < bins; k++) {
    const angle = (Math.PI * k) / (bins - 1)
    emphasis[k] = 1 + PRE_EMPHASIS ** 2 - 2 * PRE_EMPHASIS * Math.cos(angle)
    for (let lag = 0; lag <= ORDER; lag++) {
      cosines[k * (ORDER + 1) + lag] = Math.cos(angle * lag)
      sines[k * (ORDER + 1) + lag] = Math.sin(angle * lag)
    }
  }
  const lagWindow = Float64Array.from({ length: ORDER + 1 }, (_, lag) => {
    const turn = (2 * Math.PI * SMOOTHING_HZ * lag) / (2 * BAND_HZ)
    return Math.exp(-0.5 * turn * turn)
  })
  const correlation = new Float64Array(ORDER + 1)
  const predictor = new Float64Array(ORDER + 1)
  const before = new Float64Array(ORDER + 1)

  function correlate(power: Float64Array) {
    correlation.fill(0)
    for (let k = 0; k < bins; k++) {
      const weight = at(power, k) * at(emphasis, k)
      const row = k * (ORDER + 1)
      for (let lag = 0; lag <= ORDER; lag++) correlation[lag] = at(correlation, lag) + weight * at(cosines, row + lag)
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

  function evaluate() {
    for (let k = 0; k < bins; k++) {
      const row = k * (ORDER + 1)
      let real = 0
      let imaginary = 0
      for (let i = 0; i <= ORDER; i++) {
        real += at(predictor, i) * at(cosines, row + i)
        imaginary += at(predictor, i) * at(sines, row + i)
      }
      logPower[k] = -Math.log(real * real + imaginary * imaginary + 1e-9)
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
