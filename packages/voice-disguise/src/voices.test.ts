import { describe, expect, it, test } from 'vitest'
import { type CostumeName, costumes, drawCostume } from './costume.ts'
import { drawSeed } from './seed.ts'
import { drawVeil } from './veil.ts'
import { parseVoice } from './voice.ts'

const seeds = Array.from({ length: 500 }, (_, i) => i * 7919)
const semitones = (ratio: number) => 12 * Math.log2(ratio)

describe('a veil', () => {
  const veils = seeds.map(drawVeil)

  it('draws the pitch within 2 semitones of 150 Hz and the formants within 2.2 of 0.7, and uses all of that', () => {
    const pitches = veils.map(({ pitchHz }) => semitones(pitchHz / 150))
    const formants = veils.map(({ formantSemitones }) => formantSemitones - 0.7)
    for (const [values, spread] of [
      [pitches, 2],
      [formants, 2.2],
    ] as const) {
      expect(Math.max(...values)).toBeLessThanOrEqual(spread)
      expect(Math.min(...values)).toBeGreaterThanOrEqual(-spread)
      expect(Math.max(...values)).toBeGreaterThan(0.95 * spread)
      expect(Math.min(...values)).toBeLessThan(-0.95 * spread)
    }
  })

  it('flattens the contour whole and ends at 7.6 kHz', () => {
    expect(veils.every(({ flatten, lowPassHz }) => flatten === 1 && lowPassHz === 7600)).toBe(true)
  })

  it('is the same for the same seed and another for another', () => {
    expect(drawVeil(42)).toEqual(drawVeil(42))
    expect(new Set(veils.map(({ pitchHz }) => pitchHz)).size).toBe(seeds.length)
  })
})

describe.each(Object.keys(costumes) as CostumeName[])('the costume %s', (name) => {
  it('varies by at most 1 semitone of pitch and formants', () => {
    const preset = costumes[name]
    for (const seed of seeds) {
      const drawn = drawCostume(name, seed)
      expect(Math.abs(semitones(drawn.pitchHz / preset.pitchHz))).toBeLessThanOrEqual(1)
      expect(Math.abs(drawn.formantSemitones - preset.formantSemitones)).toBeLessThanOrEqual(1)
      expect(drawn.flatten).toBe(preset.flatten)
    }
  })
})

test('every voice that can be drawn is one the engine takes', () => {
  for (const seed of seeds) {
    expect(parseVoice(drawVeil(seed))).toEqual(drawVeil(seed))
    for (const name of Object.keys(costumes) as CostumeName[]) expect(parseVoice(drawCostume(name, seed))).toEqual(drawCostume(name, seed))
  }
})

test('a seed is a whole number of 32 bits, another each time', () => {
  const drawn = Array.from({ length: 100 }, drawSeed)
  expect(drawn.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true)
  expect(new Set(drawn).size).toBeGreaterThan(95)
})

const good = { pitchHz: 150, formantSemitones: 0, flatten: 1 }
test.each([
  ['nothing', undefined],
  ['a name', 'Aria'],
  ['no pitch', { ...good, pitchHz: undefined }],
  ['a pitch that is not a number', { ...good, pitchHz: Number.NaN }],
  ['too low a pitch', { ...good, pitchHz: 79 }],
  ['too high a pitch', { ...good, pitchHz: 261 }],
  ['formants too far', { ...good, formantSemitones: 4.1 }],
  ['a contour kept whole', { ...good, flatten: 0 }],
  ['a low-pass through the words', { ...good, lowPassHz: 500 }],
])('%s is refused as a voice, with the remedy', (_name, voice) => {
  expect(() => parseVoice(voice)).toThrow(RangeError)
  expect(() => parseVoice(voice)).toThrow(/Give a number from|Make one with/)
})

test('what does not belong to a voice is dropped', () => {
  expect(parseVoice({ ...good, off: true })).toEqual(good)
})
