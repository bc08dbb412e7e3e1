import { expect, test } from 'vitest'
import type { PitchReading } from './pitch-tracker.ts'
import { STEP_SAMPLES } from './stage.ts'
import { createUnlockedGain } from './unlocked-gain.ts'

const sampleRate = 48_000
const tenMilliseconds = (0.01 * sampleRate) / STEP_SAMPLES

function setUp(periodicity: number) {
  const pitch: PitchReading = { locked: false, periodSamples: 300, periodicity, lockedCount: 0, lockCount: 0 }
  const gain = createUnlockedGain({ sampleRate, pitch })
  const pass = (steps: number) => {
    for (let i = 0; i < steps; i++) gain.advance()
    return gain.now.value
  }
  return { pitch, pass }
}

test('a consonant fades in over 10 ms', () => {
  const { pass } = setUp(0.2)
  expect(pass(0)).toBe(0)
  expect(pass(tenMilliseconds / 2)).toBeCloseTo(0.5)
  expect(pass(tenMilliseconds / 2)).toBeCloseTo(1)
})

test('what is nearly a vowel is not heard before it is locked on', () => {
  expect(setUp(0.85).pass(1000)).toBe(0)
  expect(setUp(0.7).pass(1000)).toBeCloseTo(0.5)
})

test('a consonant that turns into a vowel is silent at once', () => {
  const { pitch, pass } = setUp(0.2)
  pass(1000)
  pitch.periodicity = 0.9
  expect(pass(1)).toBe(0)
})
