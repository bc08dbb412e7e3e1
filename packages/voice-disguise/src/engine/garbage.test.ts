import { describe, expect, it, test } from 'vitest'
import { between } from '../testing/disguised.ts'
import { loudness } from '../testing/measure.ts'
import { seedOf } from '../testing/seed-of.ts'
import { joined, noise, synthesizeVowel } from '../testing/vowel.ts'
import { drawVoice } from '../voice-choice.ts'
import { createEngine } from './create-engine.ts'

const vowel = synthesizeVowel({ pitchHz: 120, seconds: 0.5 })
const second = (fill: (n: number) => number) => Float32Array.from({ length: 48_000 }, (_, n) => fill(n))

const garbage: [string, Float32Array][] = [
  ['not-a-number', second(() => Number.NaN)],
  ['infinity', second((n) => (n % 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY))],
  ['numbers far out of range', second((n) => 1e30 * Math.sin(n / 60))],
  ['a steady offset', second(() => 1)],
  ['an offset that jumps', second((n) => (n % 9000 < 4500 ? 1 : -1))],
  ['silence', second(() => 0)],
  ['denormals', second(() => 1e-40)],
  ['a clipped voice', synthesizeVowel({ pitchHz: 180, seconds: 1 }).map((value) => Math.max(-1, Math.min(1, value * 40)))],
  ['full noise', noise(48_000, 1)],
  ['the highest frequency', second((n) => (n % 2 ? 1 : -1))],
  ['sparse clicks', second((n) => (n % 4801 === 0 ? 1 : 0))],
  ['a voice with holes of garbage', vowel.map((value, n) => (n % 97 === 0 ? Number.NaN : n % 89 === 0 ? 1e9 : value))],
]

function heard(sound: Float32Array): Float32Array {
  const engine = createEngine({ sampleRate: 48_000, voice: drawVoice({ mode: 'veil' }, seedOf(2)), seed: seedOf(2) })
  const input = joined(vowel, sound, vowel, vowel)
  const output = new Float32Array(input.length)
  engine.process(input, output)
  return output
}

const ending = (sound: Float32Array) => loudness(between(sound, sound.length / 48_000 - 0.3, sound.length / 48_000))
const undisturbed = ending(heard(joined(vowel, vowel)))

describe.each(garbage)('%s', (_name, sound) => {
  const output = heard(sound)

  it('gives finite samples of at most full scale', () => {
    expect(output.every((value) => Number.isFinite(value) && Math.abs(value) <= 1)).toBe(true)
  })

  it('does no lasting harm to the voice after it', () => {
    expect(ending(output)).toBeGreaterThan(undisturbed - 2)
  })
})

test.each([0, 7999, 192_001, Number.NaN])('a sample rate of %d Hz is refused', (sampleRate) => {
  expect(() => createEngine({ sampleRate, voice: drawVoice({ mode: 'veil' }, seedOf(1)), seed: seedOf(1) })).toThrow(/sample rate/)
})

test('a voice out of range is refused, then and later', () => {
  const natural = { pitchHz: 120, formantSemitones: 0, flatten: 0 }
  expect(() => createEngine({ sampleRate: 48_000, voice: natural, seed: seedOf(1) })).toThrow(RangeError)
  const engine = createEngine({ sampleRate: 48_000, voice: drawVoice({ mode: 'veil' }, seedOf(1)), seed: seedOf(1) })
  expect(() => engine.setVoice(natural)).toThrow(RangeError)
})
