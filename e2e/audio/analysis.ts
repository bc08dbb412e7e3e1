import type { Sound } from './wav.ts'

const hopSeconds = 0.02

/** Level over time: root mean square of every 20 ms. */
function envelope({ rate, samples }: Sound): Float32Array {
  const hop = Math.round(hopSeconds * rate)
  return Float32Array.from({ length: Math.floor(samples.length / hop) }, (_, at) => rms(samples.subarray(at * hop, (at + 1) * hop)))
}

/** Long enough to hold a few words, short enough that a gap of a busy machine spoils one piece and not all. */
const pieceHops = 150

/**
 * How alike the rise and fall of two sounds is: the best correlation of their envelopes for each three seconds of `heard`, on average.
 * `heard` may be any part of `said` in a loop.
 * @returns −1…1
 */
export function likeness(said: Sound, heard: Sound): number {
  const original = envelope(said)
  const whole = envelope(heard)
  const pieces = Array.from({ length: Math.floor(whole.length / pieceHops) }, (_, at) =>
    whole.subarray(at * pieceHops, (at + 1) * pieceHops),
  )
  return pieces.reduce((sum, piece) => sum + bestCorrelation(original, piece), 0) / pieces.length
}

function bestCorrelation(original: Float32Array, piece: Float32Array): number {
  let best = -1
  for (let lag = 0; lag < original.length; lag++) {
    const same = piece.map((_, at) => original[(lag + at) % original.length] ?? 0)
    best = Math.max(best, correlation(same, piece))
  }
  return best
}

/** Level in dB below full scale; −∞ for exact silence. */
export const level = ({ samples }: Sound): number => 20 * Math.log10(rms(samples))

/** Largest absolute sample. */
export const peak = ({ samples }: Sound): number => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)

/**
 * Power at some frequencies together, in dB, by a Hann window over the whole sound (half a second tells 4 Hz apart).
 * Goertzel's way of asking a Fourier transform for one frequency.
 */
export function levelAt({ rate, samples }: Sound, frequencies: readonly number[]): number {
  let power = 0
  for (const hz of frequencies) {
    let re = 0
    let im = 0
    for (let at = 0; at < samples.length; at++) {
      const window = 1 - Math.cos((2 * Math.PI * at) / samples.length)
      const turn = (2 * Math.PI * hz * at) / rate
      re += window * (samples[at] ?? 0) * Math.cos(turn)
      im += window * (samples[at] ?? 0) * Math.sin(turn)
    }
    power += (re * re + im * im) / samples.length ** 2
  }
  return 10 * Math.log10(power)
}

function rms(samples: Float32Array): number {
  if (samples.length === 0) return 0
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}

function correlation(one: Float32Array, other: Float32Array): number {
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanOne, meanOther] = [mean(one), mean(other)]
  let [both, squareOne, squareOther] = [0, 0, 0]
  one.forEach((value, at) => {
    const [a, b] = [value - meanOne, (other[at] ?? 0) - meanOther]
    both += a * b
    squareOne += a * a
    squareOther += b * b
  })
  return both / Math.sqrt(squareOne * squareOther)
}
