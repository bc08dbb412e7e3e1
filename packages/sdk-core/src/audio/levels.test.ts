import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../clock.ts'
import { decibels } from './level-meter.ts'
import { createLevels } from './levels.ts'
import { createSpeechDetector, loudness } from './loudness.ts'
import { me, other } from './testing/fake-room-context.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('decibels', () => {
  it('is 0 dB for a full square wave, −20 dB for a tenth of it and −∞ for silence', () => {
    expect(decibels(new Float32Array(64).fill(1))).toBeCloseTo(0)
    expect(decibels(new Float32Array(64).fill(0.1))).toBeCloseTo(-20)
    expect(decibels(new Float32Array(64))).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('loudness', () => {
  it('runs from 0 at −60 dB to 1 at −15 dB', () => {
    expect([Number.NEGATIVE_INFINITY, -60, -37.5, -15, 0].map(loudness)).toEqual([0, 0, 0.5, 1, 1])
  })
})

describe('the speech detector', () => {
  it('begins above −48 dB and goes on down to −54 dB', () => {
    const speaks = createSpeechDetector()
    expect(speaks(-50, 0)).toBe(false)
    expect(speaks(-47, 80)).toBe(true)
    expect(speaks(-53, 1000)).toBe(true)
  })

  it('bridges a pause of 300 ms and no more', () => {
    const speaks = createSpeechDetector()
    speaks(-30, 0)
    expect(speaks(-90, 300)).toBe(true)
    expect(speaks(-90, 301)).toBe(false)
  })
})

describe('levels', () => {
  it('holds whoever speaks and nobody else', () => {
    const { $levels, follow } = createLevels(systemClock)
    let db = -15
    follow(me, () => db)
    follow(other, () => -70)
    vi.advanceTimersByTime(80)
    expect([...$levels.get()]).toEqual([[me, 1]])
    db = -70
    vi.advanceTimersByTime(400)
    expect($levels.get().size).toBe(0)
  })

  it('speaks up every 80 ms at most, and only when something changed', () => {
    const { $levels, follow } = createLevels(systemClock)
    let changes = 0
    $levels.listen(() => changes++)
    let db = -40
    follow(me, () => db)
    vi.advanceTimersByTime(800)
    expect(changes).toBe(1)
    for (let step = 0; step < 80; step++) {
      db += 0.25
      vi.advanceTimersByTime(10)
    }
    expect(changes).toBeLessThanOrEqual(11)
    expect(changes).toBeGreaterThan(5)
  })

  it('stops when there is nobody to follow', () => {
    const { $levels, follow } = createLevels(systemClock)
    const unfollow = follow(me, () => -15)
    vi.advanceTimersByTime(80)
    unfollow()
    expect($levels.get().size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('follows the newest track of a person, also when the older one ends later', () => {
    const { $levels, follow } = createLevels(systemClock)
    const endOld = follow(me, () => -70)
    follow(me, () => -15)
    endOld()
    vi.advanceTimersByTime(80)
    expect([...$levels.get()]).toEqual([[me, 1]])
  })
})
