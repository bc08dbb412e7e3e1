import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { level, likeness, peak } from './analysis.ts'
import type { Person } from './person.ts'
import { createStage, type Stage } from './stage.ts'
import { speech } from './voices.ts'
import type { Sound } from './wav.ts'

/** Below what anyone can hear in a quiet room; what a decoder makes of exact silence. */
const inaudibleDb = -70

describe('two people in a room', () => {
  let stage: Stage
  let said: Sound
  let speaker: Person
  let listener: Person

  beforeAll(async () => {
    stage = await createStage()
    said = await speech()
    speaker = await stage.enter({ says: said })
    listener = await stage.enter({ says: said, role: 'listener' })
    await listener.do((page) => page.audio.start())
    await speaker.do((page) => page.audio.unmute())
    await speaker.do((page) => page.locked())
  })
  afterAll(() => stage.close())

  it('one hears what the other says', async () => {
    const heard = await listener.heard(9)
    const backwards = { ...said, samples: said.samples.toReversed() } // what the measure makes of another text
    expect(likeness(said, heard)).toBeGreaterThan(0.6)
    expect(likeness(backwards, heard)).toBeLessThan(0.5)
    expect(level(heard)).toBeGreaterThan(-40)
  })

  it('others are told that the microphone is on', async () => {
    expect(await speaker.do((page) => page.calls('audio.setMicrophone'))).toContainEqual({ state: 'on' })
  })

  it('both see who speaks', async () => {
    await listener.with(speaker.id, (page, id) => page.speaks(id))
    await speaker.with(speaker.id, (page, id) => page.speaks(id))
  })

  it('a listener cannot speak, and their microphone is not even opened', async () => {
    const code = await listener.do((page) => page.audio.unmute().catch((error) => error.code))
    expect(code).toBe('FORBIDDEN')
    expect(await listener.do((page) => page.doors())).toEqual({ raw: 0, all: 0, opened: 0 })
  })

  it('someone muted for this page is not played, and played again afterwards', async () => {
    await listener.with(speaker.id, (page, id) => page.muteForMe(id, true))
    expect(await listener.do((page) => page.playing())).toBe(0)
    await listener.with(speaker.id, (page, id) => page.muteForMe(id, false))
    expect(level(await listener.heard(4))).toBeGreaterThan(-40)
  })

  it('mute is silence', async () => {
    await speaker.do((page) => page.audio.mute())
    const [sent, heard] = await Promise.all([speaker.sent(2), listener.heard(2)])
    expect(peak(lastSecond(sent))).toBe(0)
    expect(level(lastSecond(heard))).toBeLessThan(inaudibleDb)
    expect(await listener.do((page) => page.audio.$levels.get().size)).toBe(0)
    await speaker.do((page) => page.audio.unmute())
    expect(level(await listener.heard(4))).toBeGreaterThan(-40)
  })

  it('a host’s mute takes the microphone away, and its end does not turn it on', async () => {
    await speaker.do((page) => page.standing({ role: 'host', silenced: true }))
    await stage.media.setCanPublish(stage.room, speaker.id, false)
    expect(await speaker.do((page) => page.microphone())).toBe('silenced: MUTED_BY_HOST')
    expect(await speaker.do((page) => page.capturing())).toBe(0)
    await listener.do((page) => page.nobody())

    await speaker.do((page) => page.standing({ role: 'host', silenced: false }))
    expect(await speaker.do((page) => page.microphone())).toBe('off')
    expect(await speaker.do((page) => page.capturing())).toBe(0)

    const unmuted = speaker.do((page) => page.audio.unmute()) // waits for the media server's permission
    await stage.media.setCanPublish(stage.room, speaker.id, true)
    await unmuted
    expect(level(await listener.heard(4))).toBeGreaterThan(-40)
  })

  it('nothing but the disguised voice ever went to the connection', async () => {
    const { raw, all, opened } = await speaker.do((page) => page.doors())
    expect(opened).toBeGreaterThan(0)
    expect(all).toBeGreaterThan(0)
    expect(raw).toBe(0)
  })
})

const lastSecond = ({ rate, samples }: Sound): Sound => ({ rate, samples: samples.subarray(-rate) })
