import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { level, peak } from './analysis.ts'
import type { Person } from './person.ts'
import { createPitches, windows } from './pitches.ts'
import { createStage, type Stage } from './stage.ts'
import { vowel } from './voices.ts'
import type { Sound } from './wav.ts'

const naturalHz = 220
const firstHz = 150
const otherHz = 190

let stage: Stage
let singer: Person
let listener: Person

const wear = (pitchHz: number) => singer.with(pitchHz, (page, pitchHz) => page.wear({ pitchHz, formantSemitones: 1, flatten: 1 }))
const loud = (sounds: readonly Sound[]) => sounds.filter((sound) => level(sound) > -50)

/** Sung in the disguise of this pitch, and the natural one nowhere. */
function expectPitch(sound: Sound, hz: number, otherThan: number) {
  const { natural, disguised } = createPitches(naturalHz, hz)
  const other = createPitches(naturalHz, otherThan)
  const sung = loud(windows(sound))
  expect(sung.length).toBeGreaterThan(2)
  for (const window of sung) expect(natural(window)).toBeLessThan(disguised(window) - 30)
  // A busy machine makes the sound stumble now and then: such a window is far quieter at every pitch.
  const usual = sung.map(disguised).sort((one, next) => one - next)[sung.length >> 1] ?? Number.NaN
  const whole = sung.filter((window) => disguised(window) > usual - 20)
  expect(whole.length).toBeGreaterThan(0.8 * sung.length)
  for (const window of whole) expect(disguised(window)).toBeGreaterThan(other.disguised(window) + 6)
}

beforeAll(async () => {
  stage = await createStage()
  const says = vowel(naturalHz)
  singer = await stage.enter({ says })
  listener = await stage.enter({ says, role: 'listener' })
  await listener.do((page) => page.audio.start())
})
afterAll(() => stage.close())

describe('hearing oneself', () => {
  it('opens the microphone, plays the disguise to this page, and sends nothing', async () => {
    await wear(firstHz)
    await singer.do((page) => page.audio.hearMyself('live'))
    await singer.do((page) => page.locked())
    expect(await singer.do((page) => page.hearing())).toBe('live')
    expectPitch(await singer.heard(2), firstHz, otherHz)
    expect(await singer.do((page) => page.doors())).toEqual({ raw: 0, all: 0, opened: 1 })
    expect(await singer.do((page) => page.microphone())).toBe('off')
  })

  it('comes out of the speaker that was chosen', async () => {
    const [before, chosen, after] = await singer.do((page) => page.otherOutput())
    expect(before).toBe('')
    expect(chosen).toBeTruthy()
    expect(after).toBe(chosen)
  })

  it('goes on while one speaks to others', async () => {
    await singer.do((page) => page.audio.unmute())
    expect(await singer.do((page) => page.hearing())).toBe('live')
    expect(level(await listener.heard(2))).toBeGreaterThan(-40)
  })

  it('plays the last seconds in a loop, muted to others, in whatever disguise is chosen meanwhile', async () => {
    await singer.do((page) => page.audio.hearMyself('loop'))
    await singer.do((page) => page.loops())
    expect(await singer.do((page) => page.microphone())).toBe('off')
    expectPitch(await singer.heard(3), firstHz, otherHz)
    await wear(otherHz)
    await singer.heard(1)
    const [heard, sent] = await Promise.all([singer.heard(3), singer.sent(3)])
    expectPitch(heard, otherHz, firstHz)
    expect(peak(sent)).toBe(0)
  })

  it('ends the loop when one unmutes', async () => {
    await singer.do((page) => page.audio.unmute())
    expect(await singer.do((page) => page.hearing())).toBe('off')
    expect(await singer.do((page) => page.playing())).toBe(0)
    expect((await singer.do((page) => page.doors())).raw).toBe(0)
  })
})
