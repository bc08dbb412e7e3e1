/**
 * The resonances of a sound, Hz from low to high: peaks of the envelope that linear prediction draws (autocorrelation method,
 * Levinson–Durbin), averaged over the whole sound. Let its pitch glide, or the peaks stick to the harmonics.
 * @param order two per expected resonance, plus two or three for the tilt
 */
export function measureFormants(sound: Float32Array, sampleRate: number, order = 12): number[] {
  const factor = Math.round(sampleRate / 9600)
  const rate = sampleRate / factor
  const slow = preEmphasised(decimated(sound, factor))
  const coefficients = linearPrediction(slow, order)
  const step = 2
  const envelope = Array.from({ length: Math.floor(rate / 2 / step) }, (_, i) => 1 / inverseGain(coefficients, (i * step) / rate))
  const peaks: number[] = []
  envelope.forEach((value, i) => {
    if (i > 0 && value > (envelope[i - 1] ?? 0) && value >= (envelope[i + 1] ?? value + 1)) peaks.push(i * step)
  })
  return peaks
}

/** Windowed-sinc low-pass, then one of every `factor` samples. */
function decimated(sound: Float32Array, factor: number): number[] {
  const half = 12 * factor
  const taps = Array.from({ length: 2 * half + 1 }, (_, i) => {
    const x = (i - half) / factor
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x * 0.9) / (Math.PI * x * 0.9)
    return (sinc * 0.9 * (0.5 + 0.5 * Math.cos((Math.PI * (i - half)) / half))) / factor
  })
  return Array.from({ length: Math.floor(sound.length / factor) }, (_, n) => {
    let sum = 0
    for (let i = 0; i < taps.length; i++) sum += (taps[i] ?? 0) * (sound[n * factor + i - half] ?? 0)
    return sum
  })
}

function preEmphasised(sound: number[]): number[] {
  return sound.map((value, n) => (value - 0.97 * (sound[n - 1] ?? 0)) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / sound.length)))
}

function linearPrediction(sound: number[], order: number): number[] {
  const correlation = Array.from({ length: order + 1 }, (_, lag) => sound.reduce((sum, value, n) => sum + value * (sound[n - lag] ?? 0), 0))
  let coefficients = [1]
  let error = (correlation[0] ?? 0) * 1.000001 + 1e-12
  for (let i = 1; i <= order; i++) {
    const reflection = -coefficients.reduce((sum, value, j) => sum + value * (correlation[i - j] ?? 0), 0) / error
    const reversed = [0, ...[...coefficients].reverse()]
    coefficients = reversed.map((value, j) => (coefficients[j] ?? 0) + reflection * value)
    error *= 1 - reflection * reflection
  }
  return coefficients
}

function inverseGain(coefficients: number[], frequency: number): number {
  let real = 0
  let imaginary = 0
  coefficients.forEach((value, k) => {
    real += value * Math.cos(2 * Math.PI * frequency * k)
    imaginary -= value * Math.sin(2 * Math.PI * frequency * k)
  })
  return Math.hypot(real, imaginary)
}
