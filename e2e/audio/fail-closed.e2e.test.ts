import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { level, peak } from './analysis.ts'
import type { Person } from './person.ts'
import { createStage, type Stage } from './stage.ts'
import { speech } from './voices.ts'

describe.each(['throw', 'freeze'] as const)('a disguise that breaks in mid-speech (%s)', (fault) => {
  let stage: Stage
  let speaker: Person
  let listener: Person

  beforeAll(async () => {
    stage = await createStage()
    const says = await speech()
    speaker = await stage.enter({ says })
    listener = await stage.enter({ says, role: 'listener' })
    await listener.do((page) => page.audio.start())
    await speaker.do((page) => page.audio.unmute())
    await speaker.do((page) => page.locked())
    await listener.heard(1)
    await speaker.with(fault, (page, fault) => page.break(fault))
    await speaker.do((page) => page.becomes('$microphone', 'stopped'))
  })
  afterAll(() => stage.close())

  it('leaves exact silence on the way out', async () => {
    expect(peak(await speaker.sent(4))).toBe(0)
    expect(level(await listener.heard(2))).toBeLessThan(-70)
  })

  it('says so to the person and to the others', async () => {
    expect(await speaker.do((page) => page.microphone())).toBe('stopped: DISGUISE_FAILED')
    expect((await speaker.do((page) => page.calls('audio.setMicrophone'))).at(-1)).toEqual({ state: 'stopped' })
  })

  it('never sends the raw track instead', async () => {
    expect((await speaker.do((page) => page.doors())).raw).toBe(0)
  })

  it('comes back on retry, disguised', async () => {
    await speaker.do((page) => page.break(undefined))
    await speaker.do((page) => page.audio.retry())
    await speaker.do((page) => page.locked())
    expect(await speaker.do((page) => page.microphone())).toBe('on')
    expect(level(await listener.heard(4))).toBeGreaterThan(-40)
    expect((await speaker.do((page) => page.calls('audio.setMicrophone'))).at(-1)).toEqual({ state: 'on' })
  })
})

describe('an interruption of the page’s sound', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await createStage()
  })
  afterAll(() => stage.close())

  it('mutes, and one press brings back a fresh disguise that locks anew', async () => {
    const speaker = await stage.enter({ says: await speech() })
    await speaker.do((page) => page.audio.unmute())
    await speaker.do((page) => page.locked())
    const muted = speaker.do((page) => page.becomes('$microphone', 'off'))
    await speaker.do((page) => page.interrupt())
    await muted
    expect(await speaker.do((page) => page.microphone())).toBe('off: MICROPHONE_INTERRUPTED')
    expect((await speaker.do((page) => page.calls('audio.setMicrophone'))).at(-1)).toEqual({ state: 'off' })
    await speaker.do((page) => page.audio.unmute())
    await speaker.do((page) => page.locked())
    expect(await speaker.do((page) => page.disguises())).toBe(2)
    expect(level(await speaker.sent(4))).toBeGreaterThan(-40)
    expect((await speaker.do((page) => page.doors())).raw).toBe(0)
  })
})
