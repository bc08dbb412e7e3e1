import { describe, expect, it } from 'vitest'
import { vowel } from '../audio/voices.ts'
import { marked } from './marker.ts'
import { createMeter, type Moment, naturalHzOf } from './measure.ts'

const rate = 48_000
/** From the lowest veil to the highest. */
const pitches = [145, 160, 172, 205]

function hear(samples: Float32Array, pitchHz = 160, leastWhistle = 1): Moment[] {
  const moments: Moment[] = []
  createMeter({ pitchHz, leastWhistle }, (moment) => moments.push(moment))(samples)
  return moments
}
const marks = (moments: readonly Moment[]) => moments.reduce((total, { markedSamples }) => total + markedSamples, 0)

describe('the measure of pitch', () => {
  it.each(pitches)('finds the natural voice in its own sound at every moment, and in the disguised one (%d Hz) never', (pitchHz) => {
    for (const { naturalDb, disguisedDb } of hear(vowel(naturalHzOf(pitchHz), 1).samples, pitchHz))
      expect(naturalDb).toBeGreaterThan(disguisedDb)
    for (const { naturalDb } of hear(vowel(pitchHz, 1).samples, pitchHz)) expect(naturalDb).toBe(Number.NEGATIVE_INFINITY)
  })

  it.each(pitches)('tells a natural voice 15 dB down from pulses of the disguise that are unlike in turn (%d Hz)', (pitchHz) => {
    const disguised = vowel(pitchHz, 1).samples
    const unlike = disguised.map((sample, at) => sample * (1 + 0.4 * Math.cos((Math.PI * pitchHz * at) / rate)))
    for (const { naturalDb } of hear(unlike, pitchHz)) expect(naturalDb).toBe(Number.NEGATIVE_INFINITY)
    const natural = vowel(naturalHzOf(pitchHz), 1).samples
    const leaking = disguised.map((sample, at) => sample + 10 ** (-15 / 20) * (natural[at] ?? 0))
    const heard = hear(leaking, pitchHz)
    expect(heard.filter(({ naturalDb, disguisedDb }) => naturalDb - disguisedDb > -20).length).toBeGreaterThan(heard.length / 2)
  })

  it('takes neither a click nor silence for a voice', () => {
    const click = new Float32Array(rate)
    click[rate / 2] = 1
    for (const { naturalDb } of hear(click)) expect(naturalDb).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('the measure of the microphone’s whistle', () => {
  const voice = vowel(naturalHzOf(160), 1)
  const microphone = marked(voice).samples
  const disguised = vowel(160, 1).samples

  it.each([2, 3, 5, 10, 40])('finds %d ms of the microphone, wherever they lie in what is disguised', (ms) => {
    for (let index = 0; index < 20; index++) {
      const from = 2400 + 137 * index
      const heard = disguised.slice(12_000, 24_000)
      for (let at = from; at < from + (ms * rate) / 1000; at++) heard[at] = (heard[at] ?? 0) + (microphone[at] ?? 0)
      expect(marks(hear(heard))).toBeGreaterThan(0)
    }
  })

  it('lets what is shorter pass where it is told to, and counts all of what is longer', () => {
    const letOut = (ms: number) => disguised.map((sample, at) => (at > 12_000 && at <= 12_000 + 48 * ms ? (microphone[at] ?? 0) : sample))
    expect(marks(hear(letOut(5), 160, 6))).toBe(0)
    expect(marks(hear(letOut(20), 160, 6))).toBeGreaterThanOrEqual(48 * 20)
  })

  it('counts about as many samples as there are', () => {
    expect(marks(hear(microphone))).toBeGreaterThan(0.95 * rate)
    expect(marks(hear(voice.samples))).toBe(0)
  })

  it('takes no click for it, nor sound torn into pieces', () => {
    const torn = disguised.map((sample, at) => (at % 864 < 432 ? sample : 0))
    for (const at of [10_000, 20_011, 30_029]) torn[at] = 1
    expect(marks(hear(torn))).toBe(0)
  })
})
