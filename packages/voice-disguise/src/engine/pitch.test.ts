import { describe, expect, it, test } from 'vitest'
import { costumes } from '../costume.ts'
import { between, disguised } from '../testing/disguised.ts'
import { harmonicsToNoise, loudness, measurePitch } from '../testing/measure.ts'
import { synthesizeVowel, vowels } from '../testing/vowel.ts'

const sampleRate = 48_000
const flat = (pitchHz: number, formantSemitones = 0) => ({ pitchHz, formantSemitones, flatten: 1, normalise: 0 })
const naturals = [80, 90, 120, 200, 300]
const asked = [133.6, 150, 168.4, costumes.George.pitchHz, costumes.Laura.pitchHz]

describe.each(naturals)('a vowel at %d Hz', (natural) => {
  test.each(asked)('is heard at %d Hz, within 2 %% of the asked ratio', (target) => {
    for (const formantsHz of [vowels.a, vowels.i]) {
      const sound = synthesizeVowel({ pitchHz: natural, seconds: 0.65, formantsHz })
      const heard = disguised(sound, flat(target))
      const { hz } = measurePitch(between(heard, 0.4, 0.6), sampleRate)
      const source = measurePitch(between(sound, 0.4, 0.6), sampleRate)
      expect(hz / source.hz / (target / natural)).toBeGreaterThan(0.98)
      expect(hz / source.hz / (target / natural)).toBeLessThan(1.02)
    }
  })

  test.each([0.01, 0.03])('keeps its harmonics-to-noise ratio within 4 dB at breath %d', (breath) => {
    for (const formantsHz of [vowels.a, vowels.i, vowels.u]) {
      const sound = synthesizeVowel({ pitchHz: natural, seconds: 0.8, formantsHz, breath })
      const source = harmonicsToNoise(between(sound, 0.4, 0.7), sampleRate)
      for (const voice of [flat(133.6, -1.5), flat(168.4, 2.9)]) {
        expect(harmonicsToNoise(between(disguised(sound, voice), 0.4, 0.7), sampleRate)).toBeGreaterThan(source - 4)
      }
    }
  })

  it('keeps its loudness within 4 dB', () => {
    for (const voice of [flat(133.6, -1.5), flat(150), flat(168.4, 2.9)]) {
      const sound = synthesizeVowel({ pitchHz: natural, seconds: 0.9 })
      const change = loudness(between(disguised(sound, voice), 0.4, 0.8)) - loudness(between(sound, 0.4, 0.8))
      expect(Math.abs(change)).toBeLessThan(4)
    }
  })
})

test.each([16_000, 44_100, 96_000])('works at a sample rate of %d Hz', (rate) => {
  const sound = synthesizeVowel({ pitchHz: 120, seconds: 0.9, sampleRate: rate })
  const { hz } = measurePitch(between(disguised(sound, flat(160), rate), 0.4, 0.8, rate), rate)
  expect(hz).toBeGreaterThan(160 * 0.98)
  expect(hz).toBeLessThan(160 * 1.02)
})

describe('the contour', () => {
  const swing = (seconds: number) => 120 * 2 ** (0.25 * Math.sin(2 * Math.PI * 0.8 * seconds))
  const sound = synthesizeVowel({ pitchHz: swing, seconds: 6 })
  const moments = Array.from({ length: 30 }, (_, i) => 3 + i * 0.09)
  const spread = (heard: Float32Array) => {
    const octaves = moments.map((from) => Math.log2(measurePitch(between(heard, from, from + 0.05), sampleRate, [75, 400]).hz))
    return Math.max(...octaves) - Math.min(...octaves)
  }

  it('is gone when flattened whole', () => {
    expect(spread(sound)).toBeGreaterThan(0.45)
    expect(spread(disguised(sound, flat(150)))).toBeLessThan(0.02)
  })

  it('is halved when flattened by half', () => {
    const ratio = spread(disguised(sound, { ...flat(150), flatten: 0.5, normalise: 0 })) / spread(sound)
    expect(ratio).toBeGreaterThan(0.4)
    expect(ratio).toBeLessThan(0.6)
  })
})
