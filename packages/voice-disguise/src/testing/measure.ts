/** The period that fits a sound best, by normalised autocorrelation: pitch in Hz and the height of the peak, 0…1. */
export function measurePitch(
  sound: Float32Array,
  sampleRate: number,
  range: readonly [number, number] = [60, 450],
): { hz: number; peak: number } {
  const shortest = Math.floor(sampleRate / range[1])
  const lags = Array.from({ length: Math.ceil(sampleRate / range[0]) - shortest }, (_, i) => shortest + i)
  const coarse = lags.map((lag) => correlation(sound, lag, 5)) // every fifth product is enough to find the peak
  const highest = Math.max(...coarse)
  const first = coarse.findIndex((value, i) => value > 0.97 * highest && value >= (coarse[i - 1] ?? 1) && value >= (coarse[i + 1] ?? 1))
  const near = lags.slice(Math.max(1, first - 3), first + 4).map((lag) => ({ lag, value: correlation(sound, lag, 1) }))
  const { lag, value } = near.reduce((best, next) => (next.value > best.value ? next : best))
  const [left, right] = [correlation(sound, lag - 1, 1), correlation(sound, lag + 1, 1)]
  const offset = (0.5 * (left - right)) / (left - 2 * value + right)
  return { hz: sampleRate / (lag + offset), peak: value - 0.25 * (left - right) * offset }
}

/** Harmonics-to-noise ratio in dB from the height of the autocorrelation peak r: 10 log10(r ÷ (1 − r)) (Boersma, 1993). */
export function harmonicsToNoise(sound: Float32Array, sampleRate: number): number {
  const { peak } = measurePitch(sound, sampleRate)
  return 10 * Math.log10(peak / Math.max(1e-6, 1 - peak))
}

/** Level of one frequency in dB of full scale, seen through a Hann window over the whole sound. */
export function levelAt(sound: Float32Array, hz: number, sampleRate: number): number {
  let real = 0
  let imaginary = 0
  for (let n = 0; n < sound.length; n++) {
    const value = (sound[n] ?? 0) * (1 - Math.cos((2 * Math.PI * n) / sound.length))
    real += value * Math.cos((2 * Math.PI * hz * n) / sampleRate)
    imaginary += value * Math.sin((2 * Math.PI * hz * n) / sampleRate)
  }
  return 20 * Math.log10((2 * Math.hypot(real, imaginary)) / sound.length + 1e-9)
}

/** Root mean square in dB of full scale. */
export function loudness(sound: Float32Array): number {
  return 10 * Math.log10(sound.reduce((sum, value) => sum + value * value, 0) / sound.length + 1e-18)
}

/** Centre of a sound's energy, samples from its start. */
export function centroid(sound: Float32Array): number {
  let energy = 1e-18
  let moment = 0
  sound.forEach((value, n) => {
    energy += value * value
    moment += n * value * value
  })
  return moment / energy
}

function correlation(sound: Float32Array, lag: number, stride: number): number {
  let sum = 0
  let left = 1e-12
  let right = 1e-12
  for (let n = lag; n < sound.length; n += stride) {
    const a = sound[n] ?? 0
    const b = sound[n - lag] ?? 0
    sum += a * b
    left += a * a
    right += b * b
  }
  return sum / Math.sqrt(left * right)
}
