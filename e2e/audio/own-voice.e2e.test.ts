import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peak } from './analysis.ts'
import type { Person } from './person.ts'
import { createPitches, windows } from './pitches.ts'
import { createStage, type Stage } from './stage.ts'
import { vowel } from './voices.ts'
import type { Sound } from './wav.ts'

const naturalHz = 220
const disguisedHz = 150
const { natural, disguised } = createPitches(naturalHz, disguisedHz)
const loudest = (sound: Sound) => Math.max(...windows(sound).map(natural))
const agreedTo = 'Others in this room hear my own voice.'

describe('one’s own voice by consent', () => {
  let stage: Stage
  let singer: Person
  let listener: Person
  let naturalDb: number

  const wear = () => singer.with(disguisedHz, (page, pitchHz) => page.wear({ pitchHz, formantSemitones: 1, flatten: 1 }))
  const agree = () => singer.with(agreedTo, (page, agreedTo) => page.audio.speakUndisguised({ agreedTo }))
  const mode = () => singer.do((page) => page.voice())

  beforeAll(async () => {
    stage = await createStage()
    const says = vowel(naturalHz)
    singer = await stage.enter({ says })
    listener = await stage.enter({ says, role: 'listener' })
    await listener.do((page) => page.audio.start())
    await wear()
    await singer.do((page) => page.audio.unmute())
    await singer.do((page) => page.locked())
  })
  afterAll(() => stage.close())

  it('is refused where the room does not allow it, and nothing changes', async () => {
    await singer.do((page) => page.undisguised('never'))
    expect(await singer.with(agreedTo, (page, agreedTo) => page.audio.speakUndisguised({ agreedTo }).catch((error) => error.code))).toBe(
      'UNDISGUISED_FORBIDDEN',
    )
    await singer.do((page) => page.undisguised('with-consent'))
    expect(await mode()).toBe('custom')
    expect(await singer.do((page) => page.calls('audio.consent'))).toEqual([])
  })

  it('is heard once the agreement is written down', async () => {
    await agree()
    expect(await mode()).toBe('off')
    const heard = await listener.heard(3)
    naturalDb = Math.min(...windows(heard).slice(2).map(natural))
    for (const window of windows(heard).slice(2)) expect(natural(window)).toBeGreaterThan(disguised(window) + 20)
  })

  it('is gone from what is sent the moment a disguise is chosen, and from what is heard', async () => {
    await wear()
    expect(loudest(await singer.sent(2))).toBeLessThan(naturalDb - 30)
    await singer.do((page) => page.locked())
    const heard = await listener.heard(3)
    expect(loudest(heard)).toBeLessThan(naturalDb - 30)
    expect(disguised(windows(heard).at(-1) as Sound)).toBeGreaterThan(naturalDb - 20)
    expect(await singer.do((page) => page.calls('audio.withdrawConsent').length)).toBe(1)
  })

  it('is gone the moment a host forbids it, and the disguise is back', async () => {
    await agree()
    expect(loudest(await singer.sent(1))).toBeGreaterThan(naturalDb - 10)
    await singer.do((page) => page.undisguised('never'))
    expect(await mode()).toBe('custom')
    expect(loudest(await singer.sent(2))).toBeLessThan(naturalDb - 30)
    await singer.do((page) => page.locked())
    expect(loudest(await listener.heard(2))).toBeLessThan(naturalDb - 30)
    await singer.do((page) => page.undisguised('with-consent'))
    expect(await mode()).toBe('custom')
  })

  it('is never the way out of a disguise that broke meanwhile', async () => {
    await agree()
    await singer.do((page) => page.break('throw'))
    expect(loudest(await singer.sent(1))).toBeGreaterThan(naturalDb - 10)
    await wear()
    await singer.do((page) => page.becomes('$microphone', 'stopped'))
    expect(peak(lastSecond(await singer.sent(2)))).toBe(0)
    await singer.do((page) => page.break(undefined))
    await singer.do((page) => page.audio.retry())
    await singer.do((page) => page.locked())
    expect(loudest(await singer.sent(2))).toBeLessThan(naturalDb - 30)
  })

  it('never put a raw track, or another one, on the connection', async () => {
    expect(await singer.do((page) => page.doors())).toEqual({ raw: 0, all: 1, opened: 1 })
  })
})

const lastSecond = ({ rate, samples }: Sound): Sound => ({ rate, samples: samples.subarray(-rate) })
