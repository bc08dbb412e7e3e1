import { createRandom } from '../random.ts'

/** A vowel to synthesise. */
export type VowelOptions = {
  readonly pitchHz: number | ((seconds: number) => number)
  readonly seconds: number
  readonly sampleRate?: number
  /** Centres of the resonances, Hz. */
  readonly formantsHz?: readonly number[]
  /** Breath noise beside the pulses, 0…1. */
  readonly breath?: number
  readonly seed?: number
}

/** Resonances of three vowels of an average adult, Hz (after Peterson and Barney, 1952). */
export const vowels = { a: [730, 1090, 2440, 3400], i: [270, 2290, 3010, 3700], u: [300, 870, 2240, 3300] } as const

/** A sung vowel: glottal pulses (Rosenberg, 1971) differentiated at the lips and filtered by formant resonators (Klatt, 1980), peak 0.5. */
export function synthesizeVowel(options: VowelOptions): Float32Array {
  const { pitchHz, seconds, sampleRate = 48_000, formantsHz = vowels.a, breath = 0.003, seed = 1 } = options
  const random = createRandom(seed)
  const length = Math.round(seconds * sampleRate)
  const sound = new Float64Array(length)
  let phase = 0
  let last = 0
  for (let n = 0; n < length; n++) {
    phase += (typeof pitchHz === 'number' ? pitchHz : pitchHz(n / sampleRate)) / sampleRate
    if (phase >= 1) phase -= 1
    const flow = glottalFlow(phase)
    sound[n] = (flow - last) * (sampleRate / 4000) + breath * (2 * random() - 1)
    last = flow
  }
  formantsHz.forEach((formant, index) => resonate(sound, formant / sampleRate, (60 + 30 * index) / sampleRate))
  const peak = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9)
  return Float32Array.from(sound, (value) => (0.5 * value) / peak)
}

/** A tone whose ten partials fall by 1/k, peak 0.5: its fundamental is its strongest part, which makes a leak of it plain to see. */
export function harmonicTone(pitchHz: VowelOptions['pitchHz'], seconds: number, sampleRate = 48_000): Float32Array {
  const partials = Array.from({ length: 10 }, (_, i) => i + 1)
  const peak = partials.reduce((sum, k) => sum + 1 / k, 0)
  let phase = 0
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, n) => {
    phase += (2 * Math.PI * (typeof pitchHz === 'number' ? pitchHz : pitchHz(n / sampleRate))) / sampleRate
    return partials.reduce((sum, k) => sum + (0.5 * Math.cos(k * phase)) / (k * peak), 0)
  })
}

/** One sound after another. */
export function joined(...parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let from = 0
  for (const part of parts) {
    whole.set(part, from)
    from += part.length
  }
  return whole
}

/** White noise, evenly spread over −level…level. */
export function noise(length: number, level: number, seed = 7): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length }, () => level * (2 * random() - 1))
}

function glottalFlow(phase: number): number {
  if (phase < 0.4) return 0.5 * (1 - Math.cos((Math.PI * phase) / 0.4))
  return phase < 0.56 ? Math.cos((Math.PI * (phase - 0.4)) / 0.32) : 0
}

function resonate(sound: Float64Array, centre: number, bandwidth: number): void {
  const radius = Math.exp(-Math.PI * bandwidth)
  const b = 2 * radius * Math.cos(2 * Math.PI * centre)
  const c = -radius * radius
  let y1 = 0
  let y2 = 0
  for (let n = 0; n < sound.length; n++) {
    const y = (1 - b - c) * (sound[n] ?? 0) + b * y1 + c * y2
    y2 = y1
    y1 = y
    sound[n] = y
  }
}
