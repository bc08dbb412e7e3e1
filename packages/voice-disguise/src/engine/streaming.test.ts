import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { between, disguised } from '../testing/disguised.ts'
import { centroid } from '../testing/measure.ts'
import { seedOf } from '../testing/seed-of.ts'
import { joined, noise, synthesizeVowel } from '../testing/vowel.ts'
import { drawVoice } from '../voice-choice.ts'
import { createEngine } from './create-engine.ts'

const voice = drawVoice({ mode: 'veil' }, seedOf(5))
const speech = joined(
  noise(4000, 0.02),
  synthesizeVowel({ pitchHz: (t) => 130 + 40 * Math.sin(9 * t), seconds: 0.4 }),
  noise(3000, 0.2),
  synthesizeVowel({ pitchHz: 210, seconds: 0.2 }),
  halfPitched(),
)

/** Noise with a pitch that comes and goes too fast to be sure of. */
function halfPitched(): Float32Array {
  const sound = noise(24_000, 0.3)
  const lags = [0, 150, 0, 0, 230, 310, 0, 120, 0, 270] // samples, for 25 ms each
  for (let n = 400; n < sound.length; n++) {
    const lag = lags[Math.floor(n / 1200) % lags.length] ?? 0
    if (lag > 0) sound[n] = 0.3 * (sound[n] ?? 0) + 0.7 * (sound[n - lag] ?? 0)
  }
  return sound
}

function inChunks(lengths: Iterable<number>, seed = 1, sampleRate = 48_000): Float32Array {
  const engine = createEngine({ sampleRate, voice, seed: seedOf(seed) })
  const output = new Float32Array(speech.length)
  let from = 0
  for (const length of lengths) {
    engine.process(speech.subarray(from, from + length), output.subarray(from, from + length))
    from += length
    if (from >= speech.length) break
  }
  engine.process(speech.subarray(from), output.subarray(from))
  return output
}

const sameBits = (a: Float32Array, b: Float32Array) => Buffer.from(a.buffer).equals(Buffer.from(b.buffer))

function* always(length: number) {
  for (;;) yield length
}

describe('cutting the sound into other blocks', () => {
  const whole = inChunks([speech.length])

  it.each([1, 7, 16, 100, 128, 1000, 4096])('of %d samples changes no bit', (length) => {
    expect(sameBits(inChunks(always(length)), whole)).toBe(true)
  })

  it('of any lengths changes no bit', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(lengths, (chosen) => sameBits(inChunks(chosen), whole)),
      { numRuns: 20, seed: 1 },
    )
  })

  it.each([
    [44_100, 128], // hops are no whole steps
    [44_100, 1],
    [96_000, 3], // most blocks hold no sample that the stages see
    [16_000, 5],
  ])('changes no bit at %d Hz in blocks of %d', (rate, length) => {
    expect(sameBits(inChunks(always(length), 1, rate), inChunks([speech.length], 1, rate))).toBe(true)
  })
})

test('the same seed gives the same sound, another seed another one', () => {
  expect(sameBits(inChunks(always(128), 4), inChunks(always(128), 4))).toBe(true)
  expect(sameBits(inChunks(always(128), 4), inChunks(always(128), 5))).toBe(false)
})

describe('latency', () => {
  const loudest = { pitchHz: 150, formantSemitones: 2.9, flatten: 1, normalise: 0, diffusion: 1.2 }
  const shaped = (sound: Float32Array) => sound.map((value, n) => value * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / sound.length)))

  it.each([
    ['a vowel at 120 Hz', shaped(synthesizeVowel({ pitchHz: 120, seconds: 0.2 }))],
    ['a vowel at 220 Hz', shaped(synthesizeVowel({ pitchHz: 220, seconds: 0.1 }))],
    ['a consonant', shaped(noise(1440, 0.5))],
  ])('of %s is at most 47 ms, with the loudest echoes of twenty visits', (_name, burst) => {
    const sound = joined(synthesizeVowel({ pitchHz: 140, seconds: 0.3 }), new Float32Array(14_400), burst, new Float32Array(14_400))
    for (let visit = 0; visit < 20; visit++) {
      const engine = createEngine({ sampleRate: 48_000, voice: loudest, seed: seedOf(visit) })
      expect(engine.latencySamples / 48).toBeLessThanOrEqual(47)
      const heard = new Float32Array(sound.length)
      engine.process(sound, heard)
      const delay = (centroid(between(heard, 0.5, 1)) - centroid(between(sound, 0.5, 1))) / 48
      expect(delay).toBeGreaterThan(20)
      expect(delay).toBeLessThanOrEqual(47)
    }
  })
})

test('a change of voice does not click', () => {
  const vowel = synthesizeVowel({ pitchHz: 120, seconds: 1.5 })
  const [first, second] = [
    { pitchHz: 150, formantSemitones: 2, flatten: 1, normalise: 0 },
    { pitchHz: 156, formantSemitones: -1, flatten: 1, normalise: 0, lowPassHz: 7600 },
  ]
  const engine = createEngine({ sampleRate: 48_000, voice: first, seed: seedOf(1) })
  const heard = new Float32Array(vowel.length)
  engine.process(between(vowel, 0, 0.75), heard.subarray(0, 36_000))
  engine.setVoice(second)
  engine.process(between(vowel, 0.75, 1.5), heard.subarray(36_000))
  const steepest = (sound: Float32Array) =>
    sound.reduce((most, value, n) => (n > 0 ? Math.max(most, Math.abs(value - (sound[n - 1] ?? 0))) : 0), 0)
  const steady = Math.max(steepest(between(disguised(vowel, first), 0.5, 1)), steepest(between(disguised(vowel, second), 0.5, 1)))
  expect(steepest(between(heard, 0.7, 0.95))).toBeLessThan(1.25 * steady)
})
