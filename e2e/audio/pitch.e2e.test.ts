import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from './person.ts'
import { createPitches, windows } from './pitches.ts'
import { createStage, type Stage } from './stage.ts'
import { vowel } from './voices.ts'
import type { Sound } from './wav.ts'

const naturalHz = 220
const disguisedHz = 150
/** On the way from 150 to 140 Hz no harmonic comes near the natural ones that are looked at. */
const otherHz = 140

const { natural, disguised } = createPitches(naturalHz, disguisedHz)

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
    await singer.with(disguisedHz, (page, pitchHz) => page.wear({ pitchHz, formantSemitones: 1, flatten: 1, lowPassHz: 7600 }))
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
    await singer.with(otherHz, (page, pitchHz) => page.wear({ pitchHz, formantSemitones: -2, flatten: 1 }))
    await singer.with(disguisedHz, (page, pitchHz) => page.wear({ pitchHz, formantSemitones: 1, flatten: 1, lowPassHz: 7600 }))
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
