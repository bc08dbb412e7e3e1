import { describe, expect, it, test } from 'vitest'
import { type CostumeName, costumeNames, costumes, defaultSliders } from './costume.ts'
import { seedOf } from './testing/seed-of.ts'
import { PLACES, parseVoice, type Voice } from './voice.ts'
import { drawVoice, type VoiceChoice } from './voice-choice.ts'

const seeds = Array.from({ length: 500 }, (_, i) => seedOf(i))
const semitones = (ratio: number) => 12 * Math.log2(ratio)
const drawAll = (choice: VoiceChoice) => seeds.map((seed) => drawVoice(choice, seed))

/** That values fill a range, and stay in it. */
function expectSpread(values: number[], low: number, high: number) {
  const edge = 0.05 * (high - low)
  expect(Math.min(...values)).toBeGreaterThanOrEqual(low - 1e-9)
  expect(Math.min(...values)).toBeLessThan(low + edge)
  expect(Math.max(...values)).toBeLessThanOrEqual(high + 1e-9)
  expect(Math.max(...values)).toBeGreaterThan(high - edge)
}

describe('a veil', () => {
  const veils = drawAll({ mode: 'veil' })

  it('draws formants, their distances and each bump from the whole of their ranges', () => {
    expectSpread(
      veils.map(({ formantSemitones }) => formantSemitones),
      -4,
      0.5,
    )
    expectSpread(
      veils.map(({ mcAdams = 1 }) => mcAdams),
      0.8,
      1,
    )
    expectSpread(
      veils.map(({ diffusion = 0 }) => diffusion),
      0.8,
      1.2,
    )
    const first = veils[0] as Voice
    for (const at of first.bumps?.keys() ?? []) expect(new Set(veils.map(({ bumps }) => bumps?.[at])).size).toBe(seeds.length)
  })

  it('moves everyone near 172 Hz, flattens most of the contour, levels the whole spectrum and ends at 7.6 kHz', () => {
    for (const { pitchHz, flatten, normalise, lowPassHz } of veils) {
      expect(Math.abs(semitones(pitchHz / 172))).toBeLessThanOrEqual(3.0001)
      expect({ flatten, normalise, lowPassHz }).toEqual({ flatten: 0.7, normalise: 1, lowPassHz: 7600 })
    }
  })

  it('draws each number for itself', () => {
    const pairs = veils.map(({ pitchHz, formantSemitones }) => [semitones(pitchHz / 172), formantSemitones + 1.75] as const)
    const product = pairs.reduce((sum, [a, b]) => sum + a * b, 0)
    const squares = [0, 1].map((i) => pairs.reduce((sum, pair) => sum + (pair[i] as number) ** 2, 0)) as [number, number]
    expect(Math.abs(product / Math.sqrt(squares[0] * squares[1]))).toBeLessThan(0.15)
  })
})

test('a strong veil is drawn from a wider range', () => {
  const reach = (choice: VoiceChoice) => Math.max(...drawAll(choice).map(({ pitchHz }) => Math.abs(semitones(pitchHz / 172))))
  expect(reach({ mode: 'strong-veil' })).toBeGreaterThan(1.2 * reach({ mode: 'veil' }))
})

describe.each(costumeNames)('the costume %s', (name) => {
  const preset = costumes[name]

  it('varies by at most 1 semitone of pitch and formants', () => {
    for (const drawn of drawAll({ mode: 'costume', name })) {
      expect(Math.abs(semitones(drawn.pitchHz / preset.pitchHz))).toBeLessThanOrEqual(1.0001)
      expect(Math.abs(drawn.formantSemitones - preset.formantSemitones)).toBeLessThanOrEqual(1.0001)
      expect(drawn.flatten).toBeCloseTo(preset.flatten)
    }
  })

  it('with every slider at 0 is half-way, liveliest, closest and soft', () => {
    const sliders = { stability: 0, similarity: 0, style: 0, boost: 0 }
    for (const drawn of drawAll({ mode: 'costume', name, sliders })) {
      expect(drawn).toMatchObject({ pitchDepth: 0.5, flatten: 0.2, presence: 0 })
      expect(Math.abs(semitones(drawn.pitchHz / preset.pitchHz))).toBeLessThanOrEqual(0.5001)
      expect(Math.abs(drawn.formantSemitones - preset.formantSemitones / 2)).toBeLessThanOrEqual(0.5001)
    }
  })

  it('with every slider at 1 is level, whole, varied and clear', () => {
    const drawn = drawAll({ mode: 'costume', name, sliders: { stability: 1, similarity: 1, style: 1, boost: 1 } })
    expect(drawn.every(({ flatten, pitchDepth, presence }) => flatten === 1 && pitchDepth === 1 && presence === 3)).toBe(true)
    expectSpread(
      drawn.map(({ pitchHz }) => semitones(pitchHz / preset.pitchHz)),
      -2,
      2,
    )
  })

  it('is coloured anew each visit: by bumps, contrasts and echoes from the whole of their ranges, place by place', () => {
    const drawn = drawAll({ mode: 'costume', name })
    for (let place = 0; place < PLACES; place++) {
      expectSpread(
        drawn.map(({ bumps }) => bumps?.[place] ?? Number.NaN),
        -9,
        9,
      )
      expectSpread(
        drawn.map(({ contrasts }) => contrasts?.[place] ?? Number.NaN),
        0.95,
        1.1,
      )
    }
    expectSpread(
      drawn.map(({ diffusion }) => diffusion ?? Number.NaN),
      0.35,
      0.65,
    )
  })

  it('levels the spectrum wherever the sliders stand', () => {
    for (const at of [0, 0.5, 1]) {
      const sliders = { stability: at, similarity: at, style: at, boost: at }
      for (const { normalise = 1, bumps } of drawAll({ mode: 'costume', name, sliders })) {
        expect(normalise).toBe(1)
        expect(bumps?.some((bump) => Math.abs(bump) > 0.5)).toBe(true)
      }
    }
  })
})

test('a slider left out stands where the costume has it', () => {
  const whole = drawVoice({ mode: 'costume', name: 'Aria', sliders: { ...defaultSliders('Aria'), boost: 1 } }, seedOf(5))
  expect(drawVoice({ mode: 'costume', name: 'Aria', sliders: { boost: 1 } }, seedOf(5))).toEqual(whole)
})

const choices: VoiceChoice[] = [
  { mode: 'veil' },
  { mode: 'strong-veil' },
  ...costumeNames.map((name) => ({ mode: 'costume', name }) as const),
]

test('every voice that can be drawn is one the engine takes, the same for the same seed and another for another', () => {
  for (const choice of choices) {
    const drawn = drawAll(choice)
    expect(drawn.map(parseVoice)).toEqual(drawn)
    expect(drawAll(choice)).toEqual(drawn)
    expect(new Set(drawn.map(({ pitchHz }) => pitchHz)).size).toBe(seeds.length)
  }
})

const good = { pitchHz: 150, formantSemitones: 0, flatten: 1 }
const bumps = [0, 0, 0, 0, 0, 0, 0]
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
  ['a McAdams coefficient that costs the words', { ...good, mcAdams: 1.3 }],
  ['too few bumps', { ...good, bumps: [1] }],
  ['bumps too high', { ...good, bumps: [...bumps.slice(1), 30] }],
])('%s is refused as a voice, with the remedy', (_name, voice) => {
  expect(() => parseVoice(voice)).toThrow(RangeError)
  expect(() => parseVoice(voice)).toThrow(/Give a number|Make one with/)
})

test('what does not belong to a voice is dropped', () => {
  expect(parseVoice({ ...good, off: true })).toEqual(good)
})

test.each([
  ['off', { mode: 'off' }],
  ['an unknown costume', { mode: 'costume', name: 'Bob' as CostumeName }],
  ['a slider beyond its end', { mode: 'costume', name: 'Aria', sliders: { style: 1.01 } }],
  ['a slider that is not a number', { mode: 'costume', name: 'Aria', sliders: { boost: Number.NaN } }],
])('%s is refused as a choice', (_name, choice) => {
  expect(() => drawVoice(choice as VoiceChoice, seedOf(1))).toThrow(RangeError)
})
