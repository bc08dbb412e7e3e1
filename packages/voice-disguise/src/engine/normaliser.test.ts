import { describe, expect, it, test } from 'vitest'
import { between } from '../testing/disguised.ts'
import { seedOf } from '../testing/seed-of.ts'
import { joined, noise, synthesizeVowel, vowels } from '../testing/vowel.ts'
import type { Voice } from '../voice.ts'
import { createEngine } from './create-engine.ts'
import { createFft } from './fft.ts'
import type { Learned } from './normaliser.ts'

const sampleRate = 48_000
const veil: Voice = { pitchHz: 150, formantSemitones: 0, flatten: 1, normalise: 1 }
const edges = [300, 500, 800, 1200, 1800, 2500, 3300]

/** Somebody's speech: vowels in turn, through a mouth and a microphone of this colour. */
function speech(seconds: number, colour: 'dark' | 'bright'): Float32Array {
  const syllables = (['a', 'i', 'u'] as const).map((name) => synthesizeVowel({ pitchHz: 120, seconds: 0.3, formantsHz: vowels[name] }))
  const round = joined(...syllables.flatMap((syllable) => [syllable, new Float32Array(2400)]))
  const sound = new Float32Array(seconds * sampleRate)
  let last = 0
  for (let n = 0; n < sound.length; n++) {
    const sample = round[n % round.length] ?? 0
    const filtered = colour === 'dark' ? 0.12 * sample + 0.88 * last : sample - 0.88 * last
    last = colour === 'dark' ? filtered : sample
    sound[n] = filtered
  }
  return sound
}

function run(sound: Float32Array, voice: Voice, learned?: Learned) {
  const engine = createEngine({ sampleRate, voice, seed: seedOf(1), learned })
  const heard = new Float32Array(sound.length)
  engine.process(sound, heard)
  return { heard, learned: engine.learned() }
}

/** Level in each band while there is a voice, dB about their mean. */
function bands(sound: Float32Array): number[] {
  const size = 4096
  const { forward, spectrum } = createFft(size)
  const frames: number[][] = []
  for (let from = 0; from + size <= sound.length; from += size) {
    forward(Float64Array.from({ length: size }, (_, n) => (sound[from + n] ?? 0) * (1 - Math.cos((2 * Math.PI * n) / size))))
    const power = Array.from(spectrum.re, (re, k) => re * re + (spectrum.im[k] ?? 0) ** 2)
    const bin = (hz: number) => Math.round((hz * size) / sampleRate)
    frames.push(edges.slice(1).map((high, at) => decibels(power.slice(bin(edges[at] ?? 0), bin(high)))))
  }
  const levels = edges.slice(1).map((_, at) => mean(frames.map((frame) => frame[at] ?? 0)))
  return levels.map((value) => value - mean(levels))
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const decibels = (powers: number[]) => 10 * Math.log10(mean(powers) + 1e-12)
const furthest = (a: number[], b: number[]) => Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? 0))))

describe('two speakers of different colour', () => {
  const [dark, bright] = [speech(3, 'dark'), speech(3, 'bright')] as const
  const apart = (from: number, to: number, voice: Voice, learned: (sound: Float32Array) => Learned | undefined) => {
    const [one, other] = [dark, bright].map((sound) => bands(between(run(sound, voice, learned(sound)).heard, from, to)))
    return furthest(one ?? [], other ?? [])
  }
  const nothing = () => undefined
  const natural = apart(2, 3, { ...veil, normalise: 0 }, nothing)

  it('differ by far without it', () => {
    expect(natural).toBeGreaterThan(8)
  })

  it('sound much alike after two seconds of speech', () => {
    expect(apart(2, 3, veil, nothing)).toBeLessThan(0.5 * natural)
  })

  it('sound alike from their first vowel when they were known before', () => {
    const known = apart(0.1, 0.4, veil, (sound) => run(sound, veil).learned)
    expect(known).toBeLessThan(0.6 * apart(0.1, 0.4, veil, nothing))
  })
})

test('the visit’s bumps are heard where they lie', () => {
  const sound = speech(3, 'dark')
  const without = bands(between(run(sound, veil).heard, 2, 3))
  const lifted = bands(between(run(sound, { ...veil, bumps: [0, 8, -8, 0, 0, 0, 0] }).heard, 2, 3))
  const change = lifted.map((value, at) => value - (without[at] ?? 0))
  expect((change[2] as number) - (change[5] as number)).toBeGreaterThan(5) // about 1 kHz against 2.9 kHz
})

test('noise, however long, teaches nothing of a speaker', () => {
  const quiet = run(speech(2, 'dark'), veil).learned
  const noisy = run(joined(speech(2, 'dark'), noise(4 * sampleRate, 0.3)), veil).learned
  expect(furthest([...quiet], [...noisy])).toBeLessThan(3)
})
