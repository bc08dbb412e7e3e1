import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { levelAt } from './analysis.ts'
import type { Person } from './person.ts'
import { createStage, type Stage } from './stage.ts'
import { vowel } from './voices.ts'
import type { Sound } from './wav.ts'

const naturalHz = 220
const disguisedHz = 150
/** On the way from 150 to 140 Hz no harmonic comes near the natural ones that are looked at. */
const otherHz = 140

/** The first harmonic, and the third at the peak of the vowel: both far from multiples of 150. */
const naturalHarmonics = [naturalHz, 3 * naturalHz]
const disguisedHarmonics = [disguisedHz, 2 * disguisedHz, 5 * disguisedHz]

describe('somebody who sings one note', () => {
  const says = vowel(naturalHz)
  let stage: Stage
  let singer: Person
  let listener: Person
  let steadyDb: number

  beforeAll(async () => {
    stage = await createStage()
    singer = await stage.enter({ says })
    listener = await stage.enter({ says, role: 'listener' })
    await listener.do((page) => page.audio.start())
    await singer.with(disguisedHz, (page, pitchHz) => page.audio.setVoice({ pitchHz, formantSemitones: 1, flatten: 1, lowPassHz: 7600 }))
    await singer.do((page) => page.audio.unmute())
    await singer.do((page) => page.locked())
  })
  afterAll(() => stage.close())

  it('has the natural pitch in the microphone, which this measure sees', () => {
    for (const window of windows(says)) expect(natural(window)).toBeGreaterThan(disguised(window) + 30)
  })

  it('is heard at the disguise’s pitch, the natural one 30 dB down', async () => {
    const heard = windows(await listener.heard(6))
    steadyDb = Math.min(...heard.map(disguised))
    for (const window of heard) expect(natural(window)).toBeLessThan(disguised(window) - 30)
  })

  it('stays 20 dB down through mute, unmute, another voice, another microphone and a broken disguise', async () => {
    const listening = listener.heard(14)
    await singer.do((page) => page.audio.mute())
    await singer.do((page) => page.audio.unmute())
    await singer.with(otherHz, (page, pitchHz) => page.audio.setVoice({ pitchHz, formantSemitones: -2, flatten: 1 }))
    await singer.with(disguisedHz, (page, pitchHz) => page.audio.setVoice({ pitchHz, formantSemitones: 1, flatten: 1, lowPassHz: 7600 }))
    await singer.do((page) => page.otherMicrophone())
    await singer.do((page) => page.locked())
    await singer.do((page) => page.break('throw'))
    await singer.do((page) => page.becomes('$microphone', 'stopped'))
    await singer.do((page) => page.break(undefined))
    await singer.do((page) => page.audio.retry())
    await singer.do((page) => page.locked())
    const heard = windows(await listening)
    expect(Math.max(...heard.map(natural))).toBeLessThan(steadyDb - 20)
    expect(disguised(heard.at(-1) as Sound)).toBeGreaterThan(steadyDb - 10)
  })
})

/** The natural pitch where it stands out from what is beside it: a click of a busy machine is at every frequency alike. */
const natural = (sound: Sound) => Math.max(...naturalHarmonics.map((hz) => standingOut(sound, hz)))
const disguised = (sound: Sound) => levelAt(sound, disguisedHarmonics)

function standingOut(sound: Sound, hz: number): number {
  const db = levelAt(sound, [hz])
  const beside = [-30, -18, 18, 30].map((offset) => levelAt(sound, [hz + offset]))
  return db > Math.max(...beside) + 3 ? db : Number.NEGATIVE_INFINITY
}

/** Quarters of a second, long enough to tell 220 from 150 Hz. */
function windows({ rate, samples }: Sound): Sound[] {
  const length = rate / 4
  return Array.from({ length: Math.floor(samples.length / length) }, (_, at) => ({
    rate,
    samples: samples.subarray(at * length, (at + 1) * length),
  }))
}
