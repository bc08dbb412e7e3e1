import { describe, expect, it } from 'vitest'
import { createVoiceRamp } from './voice-ramp.ts'

const sampleRate = 48_000
const low = { pitchHz: 100, formantSemitones: -1, flatten: 1, lowPassHz: 5000 }
const high = { pitchHz: 200, formantSemitones: 3, flatten: 0.5 }

describe('a change of voice', () => {
  it('is half done, on a musical scale, after 25 ms', () => {
    const ramp = createVoiceRamp(low, sampleRate)
    ramp.moveTo(high)
    ramp.advance(1200)
    expect(ramp.current.pitchHz).toBeCloseTo(100 * Math.SQRT2)
    expect(ramp.current.formantRatio).toBeCloseTo(2 ** (1 / 12))
    expect(ramp.current.flatten).toBeCloseTo(0.75)
    expect(ramp.current.lowPassHz).toBeCloseTo(Math.sqrt(5000 * 10_000))
  })

  it('is done after 50 ms and then rests', () => {
    const ramp = createVoiceRamp(low, sampleRate)
    ramp.moveTo(high)
    for (let i = 0; i < 300; i++) ramp.advance(16)
    expect(ramp.current.pitchHz).toBeCloseTo(200)
    expect(ramp.current.lowPassHz).toBeCloseTo(10_000)
  })

  it('goes on from where it is when the goal changes on the way', () => {
    const ramp = createVoiceRamp(low, sampleRate)
    ramp.moveTo(high)
    ramp.advance(1200)
    ramp.moveTo(low)
    expect(ramp.current.pitchHz).toBeCloseTo(100 * Math.SQRT2)
    ramp.advance(2400)
    expect(ramp.current.pitchHz).toBeCloseTo(100)
  })

  it('does not begin by itself', () => {
    const ramp = createVoiceRamp(low, sampleRate)
    ramp.advance(5000)
    expect(ramp.current.pitchHz).toBeCloseTo(100)
    expect(ramp.current.lowPassHz).toBeCloseTo(5000)
  })
})
