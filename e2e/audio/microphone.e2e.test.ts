import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { level } from './analysis.ts'
import type { Person } from './person.ts'
import { createStage, type Stage } from './stage.ts'
import { speech } from './voices.ts'
import type { Sound } from './wav.ts'

let stage: Stage
let says: Sound

beforeAll(async () => {
  stage = await createStage()
  says = await speech()
})
afterAll(() => stage.close())

describe('changing the microphone', () => {
  let speaker: Person
  let listener: Person

  beforeAll(async () => {
    speaker = await stage.enter({ says })
    listener = await stage.enter({ says, role: 'listener' })
    await listener.do((page) => page.audio.start())
  })

  it('lists no device before the permission, and names after it', async () => {
    expect(await speaker.do((page) => page.audio.$devices.get())).toEqual([])
    await speaker.do((page) => page.audio.unmute())
    const devices = await speaker.do((page) => page.devices())
    expect(devices.length).toBeGreaterThan(1)
    for (const { label } of devices) expect(label).not.toBe('')
  })

  it('goes on through the same disguise with another device, and lets the first one go', async () => {
    await speaker.do((page) => page.locked())
    const [before, after] = await speaker.do((page) => page.otherMicrophone())
    expect(after).not.toBe(before)
    await speaker.do((page) => page.locked())
    expect(await speaker.do((page) => page.capturing())).toBe(1)
    expect(await speaker.do((page) => page.disguises())).toBe(1)
    expect(await speaker.do((page) => page.doors())).toEqual({ raw: 0, all: 1, opened: 2 })
    expect(level(await listener.heard(4))).toBeGreaterThan(-40)
  })
})

describe('the microphone check', () => {
  it('shows a level and locks without the media server’s code, then carries over into the room', async () => {
    const person = await stage.enter({ says, enter: false })
    await person.do((page) => page.tryMicrophone())
    await person.do((page) => page.checkHears())
    await person.do((page) => page.checkLocks())
    await person.do((page) => page.check?.setVoice({ mode: 'costume', name: 'River' }))
    await person.do((page) => page.check?.hearMyself('live'))
    expect(await person.do((page) => page.playing())).toBe(1)
    expect(await scripts(person)).not.toContainEqual(expect.stringContaining('media-room'))

    await person.do((page) => page.join({ role: 'host' }))
    expect(await person.do((page) => page.audio.$voice.get())).toEqual({ mode: 'costume', name: 'River' })
    await person.do((page) => page.audio.unmute())
    expect(await scripts(person)).toContainEqual(expect.stringContaining('media-room'))
    expect(await person.do((page) => page.microphone())).toBe('on')
    expect(await person.do((page) => page.audio.$voice.get())).toEqual({ mode: 'costume', name: 'River' })
    expect(await person.do((page) => page.check?.$hearingMyself.get())).toBe('off')
    expect(await person.do((page) => page.disguises())).toBe(1)
    expect(await person.do((page) => page.doors())).toEqual({ raw: 0, all: 1, opened: 1 })
    await person.do((page) => page.check?.close())
    expect(await person.do((page) => page.capturing())).toBe(1)
  })

  it('lets the microphone go when it is closed, and the disguise still carries over', async () => {
    const person = await stage.enter({ says, enter: false })
    await person.do((page) => page.tryMicrophone())
    await person.do((page) => page.checkLocks())
    await person.do((page) => page.check?.close())
    expect(await person.do((page) => page.capturing())).toBe(0)
    await person.do((page) => page.join({ role: 'host' }))
    await person.do((page) => page.audio.unmute())
    expect(await person.do((page) => page.disguises())).toBe(1)
    expect(await person.do((page) => page.capturing())).toBe(1)
  })
})

/** Addresses of the scripts a page has loaded. */
const scripts = (person: Person): Promise<string[]> => person.do(() => performance.getEntriesByType('resource').map(({ name }) => name))
