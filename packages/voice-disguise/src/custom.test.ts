import { describe, expect, it, test } from 'vitest'
import { seedOf } from './testing/seed-of.ts'
import { parseVoice, type Voice } from './voice.ts'
import { drawVoice } from './voice-choice.ts'

const few = { pitchHz: 150, formantSemitones: 0, flatten: 0.2 }
const list = (value: number) => Array<number>(7).fill(value)
/** All that a page can say to come as near to the natural voice as it may. */
const closest: Voice = {
  ...few,
  pitchDepth: 0.5,
  mcAdams: 1,
  normalise: 0.7,
  diffusion: 0.4,
  contrasts: list(1),
  bumps: list(0),
  presence: 0,
}
const seeds = Array.from({ length: 200 }, (_, i) => seedOf(i))
const draw = (voice: Voice, seed = seedOf(1)) => drawVoice({ mode: 'custom', voice }, seed)

describe('a character of one’s own', () => {
  const drawn = seeds.map((seed) => draw(few, seed))

  it('keeps the numbers it was given', () => {
    for (const voice of drawn) expect(voice).toMatchObject(few)
    expect(draw(closest)).toEqual(closest)
  })

  it('is another one on each visit, in what was left out, within ranges of its own', () => {
    for (const field of ['mcAdams', 'diffusion', 'contrasts', 'bumps'] as const) {
      expect(new Set(drawn.map((voice) => JSON.stringify(voice[field]))).size).toBe(seeds.length)
    }
    for (const { mcAdams = 1, diffusion = 0, contrasts = [], bumps = [] } of drawn) {
      expect([mcAdams >= 0.88, mcAdams <= 0.96, diffusion >= 0.4, diffusion <= 0.8]).toEqual([true, true, true, true])
      expect([contrasts.length, bumps.length]).toEqual([7, 7])
      expect(contrasts.every((contrast) => contrast >= 0.9 && contrast <= 1.15)).toBe(true)
      expect(bumps.every((bump) => Math.abs(bump) <= 9)).toBe(true)
    }
  })

  it('leaves alone what was given, whatever else is drawn', () => {
    for (const field of ['mcAdams', 'diffusion', 'contrasts', 'bumps'] as const) {
      const given = { ...few, [field]: closest[field] }
      expect(draw(given)).toEqual({ ...draw(few), [field]: closest[field] })
    }
  })

  it('is one the engine takes', () => {
    expect(drawn.map(parseVoice)).toEqual(drawn)
  })
})

test.each([
  ['normalise', 0, '0.7 to 1'],
  ['normalise', 0.69, '0.7 to 1'],
  ['normalise', Number.NaN, '0 to 1'],
  ['diffusion', 0, '0.4 to 1.2'],
  ['diffusion', 0.39, '0.4 to 1.2'],
  ['diffusion', 1.3, '0 to 1.2'],
])('a character whose %s is %d is refused', (field, value, range) => {
  const attempt = () => draw({ ...closest, [field]: value })
  expect(attempt).toThrow(RangeError)
  expect(attempt).toThrow(`A voice's ${field} is ${value}. Give a number from ${range}.`)
})

test('no list of numbers and no half of a voice is a character', () => {
  for (const voice of [undefined, [150, 0, 1], { pitchHz: 150 }]) expect(() => draw(voice as unknown as Voice)).toThrow(RangeError)
})
