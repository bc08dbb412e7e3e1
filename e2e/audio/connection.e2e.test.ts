import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { level } from './analysis.ts'
import type { Person } from './person.ts'
import { createStage, type Stage } from './stage.ts'
import { speech } from './voices.ts'
import type { Sound } from './wav.ts'

const audibleDb = -40

describe('a connection to the media server', () => {
  let stage: Stage
  let says: Sound
  let speaker: Person
  let listener: Person

  beforeAll(async () => {
    stage = await createStage()
    says = await speech()
    speaker = await stage.enter({ says })
    listener = await stage.enter({ says, role: 'listener' })
    await listener.do((page) => page.audio.start())
    await speaker.do((page) => page.audio.unmute())
    await speaker.do((page) => page.locked())
  })
  afterAll(() => stage.close())

  it('comes back after the media server crashed, through the same disguise, with a fresh token', async () => {
    const people = [speaker, listener]
    const lost = people.map((person) => person.do((page) => page.becomes('$sound', 'reconnecting')))
    stage.media.crash()
    await Promise.all(lost)
    await Promise.all(people.map((person) => person.do((page) => page.becomes('$sound', 'live'))))
    await speaker.do((page) => page.becomes('$microphone', 'on'))
    expect(level(await listener.heard(4))).toBeGreaterThan(audibleDb)
    expect(await speaker.do((page) => page.disguises())).toBe(1)
    expect(await speaker.do((page) => page.calls('audio.connect').length)).toBeGreaterThan(1)
    expect((await speaker.do((page) => page.doors())).raw).toBe(0)
  })

  it('asks our server again when the media server removed the person', async () => {
    const before = await listener.do((page) => page.calls('audio.connect').length)
    const lost = listener.do((page) => page.becomes('$sound', 'reconnecting'))
    await stage.media.remove(stage.room, listener.id)
    await lost
    await listener.do((page) => page.becomes('$sound', 'live'))
    expect(await listener.do((page) => page.calls('audio.connect').length)).toBe(before + 1)
    expect(level(await listener.heard(4))).toBeGreaterThan(audibleDb)
  })

  it('goes to the page that connects last; the other stays away', async () => {
    const calls = await speaker.do((page) => page.calls('audio.connect').length)
    const second = await stage.enter({ says, id: speaker.id })
    await second.do((page) => page.audio.start())
    await speaker.do((page) => page.becomes('$sound', 'elsewhere'))
    expect(await speaker.do((page) => page.sound())).toBe('elsewhere: SOUND_ELSEWHERE')
    expect(await speaker.do((page) => page.microphone())).toBe('off')
    expect(await speaker.do((page) => page.capturing())).toBe(0)
    await second.do((page) => page.audio.unmute())
    await second.do((page) => page.locked())
    expect(level(await listener.heard(4))).toBeGreaterThan(audibleDb)
    expect(await speaker.do((page) => page.calls('audio.connect').length)).toBe(calls)
    expect(await second.do((page) => page.sound())).toBe('live')

    await speaker.do((page) => page.audio.moveHere())
    await second.do((page) => page.becomes('$sound', 'elsewhere'))
    expect(await speaker.do((page) => page.sound())).toBe('live')
    expect(await speaker.do((page) => page.microphone())).toBe('off')
  })

  it('stops when it is asked to', async () => {
    await speaker.do((page) => page.audio.stop())
    await listener.do((page) => page.nobody())
    expect(await speaker.do((page) => page.sound())).toBe('idle')
  })
})

describe('a room without a media server', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await createStage()
  })
  afterAll(() => stage.close())

  it('asks nobody for a microphone, and has sound by itself once there is one', async () => {
    const person = await stage.enter({ says: await speech() })
    await person.do((page) => page.service('down'))
    expect(await person.do((page) => page.audio.unmute().catch((error) => error.message))).toBe('Sound is down.')
    expect(await person.do((page) => page.sound())).toBe('unavailable: AUDIO_UNAVAILABLE')
    expect(await person.do((page) => page.calls('audio.connect').length)).toBe(0)

    await person.do((page) => page.service('ready'))
    await person.do((page) => page.becomes('$sound', 'live'))
    expect(await person.do((page) => page.microphone())).toBe('off')
    expect(await person.do((page) => page.doors())).toEqual({ raw: 0, all: 0, opened: 0 })
  })
})

describe('a browser that holds back sound until a press', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await createStage()
  })
  afterAll(() => stage.close())

  it('says so, and plays from the next press on', async () => {
    const says = await speech()
    const speaker = await stage.enter({ says })
    await speaker.do((page) => page.audio.unmute())
    await speaker.do((page) => page.locked())
    const states: string[] = []
    const listener = await new Promise<Person>((resolve, reject) => {
      const entered = stage.enter({
        says,
        role: 'listener',
        startsBySelf(state) {
          states.push(state)
          if (state.startsWith('blocked')) resolve(entered)
        },
      })
      entered.catch(reject)
    })
    expect(states.at(-1)).toBe('blocked: PLAYBACK_BLOCKED')
    await listener.browserPage.mouse.click(10, 10)
    await listener.do((page) => page.audio.start())
    expect(await listener.do((page) => page.sound())).toBe('live')
    expect(level(await listener.heard(4))).toBeGreaterThan(audibleDb)
  })
})
