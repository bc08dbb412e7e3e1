import { describe, expect, it } from 'vitest'
import { createDraw } from './draw.ts'
import { createDiffuser } from './engine/diffuser.ts'
import { STEP_SAMPLES } from './engine/stage.ts'
import { createVoiceRamp } from './engine/voice-ramp.ts'
import type { Seed } from './seed.ts'
import { seedOf } from './testing/seed-of.ts'
import { drawVoice } from './voice-choice.ts'

const seed = Uint32Array.of(0xdeadbeef, 1, 0x80000000, 7, 0xffffffff, 0, 42, 0x12345678)
const many = Array.from({ length: 4000 }, (_, i) => createDraw(seedOf(i)))

/** A seed that differs in one bit. */
function flipped(bit: number): Seed {
  const other = seed.slice()
  other[bit >> 5] = (other[bit >> 5] ?? 0) ^ (1 << (bit & 31))
  return other
}

/** What a single click becomes. */
function echoes(seed: Seed): Float64Array {
  const voice = createVoiceRamp({ pitchHz: 165, formantSemitones: 0, flatten: 1, diffusion: 1 }, 48_000).current
  const diffuser = createDiffuser({ sampleRate: 48_000, voice, draw: createDraw(seed) })
  const sound = Float64Array.from({ length: 640 }, (_, n) => (n === 0 ? 1 : 0))
  for (let from = 0; from < sound.length; from += STEP_SAMPLES) diffuser.process(sound.subarray(from, from + STEP_SAMPLES), STEP_SAMPLES)
  return sound
}

const veilOf = (seed: Seed) => drawVoice({ mode: 'veil' }, seed)

it('gives the same numbers in whatever order they are asked for, and however often', () => {
  const names = ['pitch', 'formants', 'bump 0', 'bump 1', 'echo 23', 'irregularities']
  const ask = (names: string[]) => {
    const draw = createDraw(seed)
    return new Map(names.map((name) => [name, draw.integer(name)]))
  }
  const first = ask(names)
  expect(ask(names.toReversed())).toEqual(first)
  expect(ask([...names, ...names])).toEqual(first)
  expect(new Set(first.values()).size).toBe(names.length)
})

describe('every bit of a seed', () => {
  it('changes every number that is drawn', () => {
    const drawn = Array.from({ length: 256 }, (_, bit) => createDraw(flipped(bit)).integer('pitch'))
    expect(new Set([...drawn, createDraw(seed).integer('pitch')]).size).toBe(257)
  })

  it('changes about half of their bits', () => {
    const plain = createDraw(seed).integer('pitch')
    const changed = Array.from({ length: 256 }, (_, bit) => ones(createDraw(flipped(bit)).integer('pitch') ^ plain))
    const mean = changed.reduce((sum, count) => sum + count, 0) / changed.length
    expect(Math.abs(mean - 16)).toBeLessThan(1)
  })
})

it('gives two seeds that share all but one word another voice and other echoes', () => {
  for (let word = 0; word < 8; word++) {
    const other = seed.slice()
    other[word] = (other[word] ?? 0) + 1
    const [a, b] = [veilOf(seed), veilOf(other)]
    expect(a.pitchHz).not.toBe(b.pitchHz)
    expect(a.formantSemitones).not.toBe(b.formantSemitones)
    expect(a.bumps?.filter((bump, at) => bump === b.bumps?.[at])).toEqual([])
    const [heard, also] = [echoes(seed), echoes(other)]
    const alike = heard.subarray(1).reduce((sum, value, n) => sum + value * (also[n + 1] ?? 0), 0) / Math.hypot(...heard.subarray(1)) ** 2
    expect(Math.abs(alike)).toBeLessThan(0.7)
  }
})

it('draws evenly from the whole of a range and never beyond it', () => {
  const drawn = many.map((draw) => draw.between('pitch', -3, 5))
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(-3)
  expect(Math.max(...drawn)).toBeLessThan(5)
  for (let eighth = 0; eighth < 8; eighth++) {
    const share = drawn.filter((value) => Math.floor(value + 3) === eighth).length / drawn.length
    expect(Math.abs(share - 1 / 8)).toBeLessThan(0.025) // nearly five standard deviations
  }
})

it('draws each name by itself: a number says nothing of another', () => {
  const names = ['pitch', 'formants', 'mcAdams', 'bump 0', 'bump 1', 'contrast 0', 'echo 0', 'irregularities']
  const drawn = names.map((name) => many.map((draw) => draw.integer(name) / 2 ** 31 - 1))
  for (const [i, one] of drawn.entries()) {
    for (const other of drawn.slice(i + 1)) {
      const product = one.reduce((sum, value, n) => sum + value * (other[n] ?? 0), 0)
      expect(Math.abs((3 * product) / many.length)).toBeLessThan(0.08) // five standard deviations
    }
  }
})

const ones = (integer: number) => (integer >>> 0).toString(2).replaceAll('0', '').length
