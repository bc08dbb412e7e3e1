import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ear, openEar } from '../faults/ear.ts'
import { createMarkerMeter, marked } from '../faults/marker.ts'
import { type Moment, naturalHzOf } from '../faults/measure.ts'
import { peak } from './analysis.ts'
import type { Recording } from './page/record.ts'
import type { Person } from './person.ts'
import { createPitches, windows } from './pitches.ts'
import { createStage, type Stage } from './stage.ts'
import { vowel } from './voices.ts'
import type { Sound } from './wav.ts'

const disguisedHz = 160
const naturalHz = naturalHzOf(disguisedHz)
const { natural, disguised } = createPitches(naturalHz, disguisedHz)
const loudest = (sound: Sound) => Math.max(...windows(sound).map(natural))
/** How far a busy machine may put apart when something happened and when it was noted. */
const heldUpMs = 250

/** How one's own voice ends. */
type Ending = 'a disguise is chosen' | 'a host forbids it' | 'the agreement is gone'

const isDisguised = ({ disguisedDb }: Moment) => disguisedDb > -50
const isOwn = ({ markedSamples }: Moment) => markedSamples > 0
const agreedTo = 'Others in this room hear my own voice.'

describe('one’s own voice by consent', () => {
  let stage: Stage
  let singer: Person
  let listener: Person
  let ear: Ear
  let naturalDb: number

  const wear = () => singer.with(disguisedHz, (page, pitchHz) => page.wear({ pitchHz, formantSemitones: 1, flatten: 1, lowPassHz: 3000 }))
  const agree = () => singer.with(agreedTo, (page, agreedTo) => page.audio.speakUndisguised({ agreedTo }))
  /** Tells when it was done, in ms since 1970, and the mode that is shown then. */
  const end = (ending: Ending) =>
    singer.with({ ending, disguisedHz }, (page, { ending, disguisedHz }) => {
      const endedAt = Date.now()
      if (ending === 'a disguise is chosen') page.wear({ pitchHz: disguisedHz, formantSemitones: 1, flatten: 1, lowPassHz: 3000 })
      else if (ending === 'a host forbids it') page.undisguised('never')
      else page.context.remove('audio.consent', 'consent')
      return { endedAt, mode: page.voice() }
    })
  const mode = () => singer.do((page) => page.voice())

  beforeAll(async () => {
    stage = await createStage()
    const says = marked(vowel(naturalHz))
    const token = await stage.media.token(stage.room, 'the-ear', false)
    ear = await openEar([{ url: stage.media.url, token }], { pitchHz: disguisedHz, leastWhistle: 1 })
    singer = await stage.enter({ says })
    listener = await stage.enter({ says, role: 'listener' })
    await listener.do((page) => page.audio.start())
    await wear()
    await singer.do((page) => page.audio.unmute())
    await singer.do((page) => page.locked())
  })
  afterAll(async () => {
    await ear.close()
    await stage.close()
  })

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
    const levels = windows(heard).slice(2).map(natural)
    naturalDb = [...levels].sort((a, b) => a - b)[levels.length >> 1] ?? Number.NaN // a sound that stumbled once is no measure
    for (const window of windows(heard).slice(2)) expect(natural(window)).toBeGreaterThan(disguised(window) + 20)
  })

  it.each<Ending>(['a disguise is chosen', 'a host forbids it', 'the agreement is gone'])(
    'is heard until %s, and never after',
    async (ending) => {
      await singer.do((page) => page.undisguised('with-consent'))
      const opened = Date.now()
      await agree()
      await ear.hears({ after: opened, like: isOwn, windows: 8, withinMs: 10_000 })
      const recording = singer.do((page) => page.sent(2))
      await ear.hears({ after: Date.now(), like: isOwn, windows: 16, withinMs: 10_000 })
      const { endedAt, mode } = await end(ending)
      expect(mode).toBe('custom') // it is confirmed in the same moment
      await singer.do((page) => page.locked())
      await ear.hears({ after: Date.now(), like: isDisguised, windows: 16, withinMs: 10_000 })

      const moments = ear.since(opened)
      const lastOwn = moments.findLast(isOwn)?.at ?? Number.POSITIVE_INFINITY
      const disguisedAgain = moments.find((moment) => moment.at > endedAt && !isOwn(moment) && isDisguised(moment))?.at ?? 0
      expect(lastOwn).toBeLessThan(disguisedAgain)
      const sentFor = lastWhistle(await recording) - endedAt
      expect(Math.abs(sentFor)).toBeLessThan(heldUpMs) // recorded through the end, and not after it
      expect(lastOwn - endedAt).toBeLessThan(1000) // what was on its way
    },
  )

  it('stays gone from what is sent and heard while a disguise is worn, and the consent is taken back once', async () => {
    const withdrawn = () => singer.do((page) => page.calls('audio.withdrawConsent').length)
    const before = await withdrawn()
    await agree()
    expect(loudest(await singer.sent(1))).toBeGreaterThan(naturalDb - 10)
    await wear()
    await singer.do((page) => page.locked())
    expect(loudest(await singer.sent(2))).toBeLessThan(naturalDb - 30)
    const heard = await listener.heard(3)
    expect(loudest(heard)).toBeLessThan(naturalDb - 30)
    expect(disguised(windows(heard).at(-1) as Sound)).toBeGreaterThan(naturalDb - 20)
    expect(await withdrawn()).toBe(before + 1)
  })

  it('does not come back when a host allows it again', async () => {
    await agree()
    expect(loudest(await singer.sent(1))).toBeGreaterThan(naturalDb - 10)
    await singer.do((page) => page.undisguised('never'))
    expect(await mode()).toBe('custom')
    await singer.do((page) => page.locked())
    expect(loudest(await singer.sent(2))).toBeLessThan(naturalDb - 30)
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

/** When the last of the microphone's whistle was sent, in ms since 1970. */
function lastWhistle({ rate, base64, startedAt = Number.NaN }: Recording): number {
  const bytes = Buffer.from(base64, 'base64')
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  let heard = 0
  let last = Number.NaN
  const meter = createMarkerMeter(1, () => {
    last = heard
  })
  for (const sample of samples) {
    heard += 1
    meter(Float32Array.of(sample))
  }
  return startedAt + (1000 * last) / rate
}

const lastSecond = ({ rate, samples }: Sound): Sound => ({ rate, samples: samples.subarray(-rate) })
