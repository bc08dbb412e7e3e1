import { expect, test } from 'vitest'
import { createEngine } from './engine/create-engine.ts'
import { createDisguise } from './page/create-disguise.ts'
import { drawSeed, parseSeed, type Seed } from './seed.ts'
import { seedOf } from './testing/seed-of.ts'
import { drawVoice } from './voice-choice.ts'

const voice = { pitchHz: 150, formantSemitones: 0, flatten: 1 }
const context = {} as BaseAudioContext // a seed is looked at before the graph is touched

test('a seed is 256 bits, each drawn anew each time', () => {
  const drawn = Array.from({ length: 100 }, drawSeed)
  expect(drawn.map(parseSeed)).toEqual(drawn)
  for (let word = 0; word < 8; word++) expect(new Set(drawn.map((seed) => seed[word])).size).toBeGreaterThan(95)
  for (let bit = 0; bit < 256; bit++) {
    const ones = drawn.filter((seed) => ((seed[bit >> 5] ?? 0) >>> (bit & 31)) & 1).length
    expect(ones).toBeGreaterThan(10) // of a hundred fair coins, fewer once in 10¹⁵ runs
    expect(ones).toBeLessThan(90)
  }
})

test('a seed gets into a worklet as it is', () => {
  const seed = drawSeed()
  expect(parseSeed(structuredClone(seed))).toEqual(seed)
})

const garbage: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 3_405_691_582],
  ['too short a seed', new Uint32Array(7)],
  ['too long a seed', new Uint32Array(9)],
  ['a plain list', [1, 2, 3, 4, 5, 6, 7, 8]],
  ['bytes', new Uint8Array(8)],
  ['a seed given away', gone()],
]

const entrances: [string, (seed: Seed) => unknown][] = [
  ['drawVoice', (seed) => drawVoice({ mode: 'veil' }, seed)],
  ['drawVoice with numbers of one’s own', (seed) => drawVoice({ mode: 'custom', voice }, seed)],
  ['createEngine', (seed) => createEngine({ sampleRate: 48_000, voice, seed })],
  ['createDisguise', (seed) => createDisguise({ context, workletUrl: '/disguise-worklet.js', voice, seed })],
]

test.each(entrances)('%s takes nothing but a seed, and says where to get one', (_name, enter) => {
  for (const [what, value] of garbage) {
    const attempt = () => enter(value as Seed)
    expect(attempt, what).toThrow(RangeError)
    expect(attempt, what).toThrow(/A seed is .*Draw one with drawSeed/)
    expect(attempt, what).not.toThrow(/3405691582/)
  }
})

/** Its memory belongs to another thread now. */
function gone(): Seed {
  const seed = seedOf(1)
  structuredClone(seed, { transfer: [seed.buffer as ArrayBuffer] })
  return seed
}
