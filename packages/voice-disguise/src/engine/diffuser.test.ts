import { expect, it } from 'vitest'
import { createDraw } from '../draw.ts'
import type { Seed } from '../seed.ts'
import { loudness } from '../testing/measure.ts'
import { seedOf } from '../testing/seed-of.ts'
import { noise } from '../testing/vowel.ts'
import { createDiffuser } from './diffuser.ts'
import { STEP_SAMPLES } from './stage.ts'
import { createVoiceRamp } from './voice-ramp.ts'

const sampleRate = 48_000
const seeds = Array.from({ length: 50 }, (_, i) => seedOf(i))

/** What comes out, cut into steps. */
function diffused(sound: ArrayLike<number>, diffusion: number, seed: Seed): Float64Array {
  const { current } = createVoiceRamp({ pitchHz: 165, formantSemitones: 0, flatten: 1, diffusion }, sampleRate)
  const diffuser = createDiffuser({ sampleRate, voice: current, draw: createDraw(seed) })
  const heard = Float64Array.from(sound)
  for (let from = 0; from < heard.length; from += STEP_SAMPLES) {
    diffuser.process(heard.subarray(from, from + STEP_SAMPLES), Math.min(STEP_SAMPLES, heard.length - from))
  }
  return heard
}

const impulse = Float64Array.from({ length: 960 }, (_, n) => (n === 0 ? 1 : 0))

it('leaves a voice without diffusion as it is, to the bit', () => {
  const sound = noise(4800, 0.5)
  expect(Float32Array.from(diffused(sound, 0, seedOf(1)))).toEqual(sound)
})

it('answers at once, with 24 echoes within 12 ms that are as loud together as the voice asks', () => {
  for (const seed of seeds) {
    const [straight = 0, ...echoes] = diffused(impulse, 0.8, seed)
    expect(straight).toBeCloseTo(1 / Math.hypot(1, 0.8))
    expect(Math.hypot(...echoes) / straight).toBeCloseTo(0.8, 1) // two echoes may fall on one sample
    expect(echoes.findLastIndex((sample) => sample !== 0)).toBeLessThanOrEqual(0.012 * sampleRate)
    expect(echoes.filter((sample) => sample !== 0).length).toBeGreaterThanOrEqual(22)
  }
})

it('makes nothing louder or softer by more than a decibel', () => {
  const sound = noise(24_000, 0.3)
  for (const seed of seeds.slice(0, 10)) {
    expect(Math.abs(loudness(Float32Array.from(diffused(sound, 1.2, seed))) - loudness(sound))).toBeLessThan(1)
  }
})

it('colours every visit differently: the echoes of no two of fifty correlate by 0.7', () => {
  const answers = seeds.map((seed) => diffused(impulse, 1, seed).subarray(1))
  for (const [i, one] of answers.entries()) {
    for (const other of answers.slice(i + 1)) {
      const alike = one.reduce((sum, value, n) => sum + value * (other[n] ?? 0), 0) / (Math.hypot(...one) * Math.hypot(...other))
      expect(Math.abs(alike)).toBeLessThan(0.7)
    }
  }
})
