import { describe, expect, it } from 'vitest'
import type { Marks } from './marks.ts'
import { createPitchPlan } from './pitch-plan.ts'
import type { PitchReading } from './pitch-tracker.ts'
import { createVoiceRamp } from './voice-ramp.ts'

const sampleRate = 48_000

/** A plan, two marks whose periods can be set (slot 0 with a pitch, slot 1 without) and a tracker that has read a pitch. */
function setUp({ target = 150, flatten = 1 } = {}) {
  const marks: Pick<Marks, 'periods' | 'locks'> = { periods: new Float64Array(2), locks: new Uint8Array([1, 0]) }
  const pitch: PitchReading = { locked: true, periodSamples: 480, periodicity: 1, lockedCount: 0, lockCount: 1 }
  const voice = { ...createVoiceRamp({ pitchHz: target, formantSemitones: 0, flatten }, 48_000).current }
  const plan = createPitchPlan({ sampleRate, marks: marks as Marks, pitch, voice }) // it reads nothing else of them
  return {
    /** Lets the tracker read a pitch some times, 5 ms each. */
    read(hz: number, times: number) {
      pitch.periodSamples = sampleRate / hz
      for (let i = 0; i < times; i++) {
        pitch.lockedCount++
        plan.update()
      }
    },
    /** The pitch to hear for a natural one. */
    heard(hz: number, slot: 0 | 1 = 0) {
      marks.periods[slot] = sampleRate / hz
      plan.plan(slot)
      return sampleRate / plan.heard.samples
    },
  }
}

describe('the planned pitch', () => {
  it('is the target for any natural pitch when the contour is flattened whole', () => {
    const { read, heard } = setUp()
    read(100, 100)
    expect([80, 100, 300].map((hz) => heard(hz))).toEqual([expect.closeTo(150), expect.closeTo(150), expect.closeTo(150)])
  })

  it('keeps the rest of the contour around the speaker’s usual pitch', () => {
    const { read, heard } = setUp({ flatten: 0.5 })
    read(100, 4000)
    expect(heard(100)).toBeCloseTo(150)
    expect(heard(200)).toBeCloseTo(150 * Math.SQRT2)
    expect(heard(50)).toBeCloseTo(150 / Math.SQRT2)
  })

  it('learns the usual pitch within tenths of a second and another one within seconds', () => {
    const { read, heard } = setUp({ flatten: 0.5 })
    read(100, 60) // 0.3 s
    expect(heard(100)).toBeGreaterThan(150 / 1.04)
    read(100, 1000)
    read(200, 1200) // 6 s
    expect(heard(200)).toBeLessThan(150 * 1.04)
  })

  it('stays within what a voice can be', () => {
    const { read, heard } = setUp({ target: 215, flatten: 0.2 })
    read(100, 100)
    expect(heard(500)).toBeCloseTo(400)
    expect(heard(10)).toBeCloseTo(70)
  })

  it('keeps the last ratio where no pitch is known', () => {
    const { read, heard } = setUp()
    read(100, 100)
    for (let i = 0; i < 30; i++) heard(100)
    expect(heard(200, 1)).toBeCloseTo(300, 1)
  })

  it('is not misled by one wrong period at a vowel’s end', () => {
    const { read, heard } = setUp()
    read(100, 100)
    for (let i = 0; i < 30; i++) heard(100)
    heard(200)
    expect(heard(200, 1)).toBeGreaterThan(200)
  })
})
