import { RoomEvent } from '@livekit/rtc-node'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MediaPerson } from '../../livekit/testing/media-person.ts'
import { obtainWithinMs } from '../../livekit/testing/real-server.ts'
import { arrives, hears, hearsNothingOf } from './testing/ear.ts'
import { createSoundScene, type Sound, type SoundScene, type Stage, type TabPerson } from './testing/sound-scene.ts'

vi.setConfig({ testTimeout: 120_000 }) // on a slow machine the native client takes up to 16 s to connect, and a test connects it up to five times

let scene: SoundScene
beforeAll(async () => {
  scene = await createSoundScene()
}, obtainWithinMs)
afterEach(() => scene.reports.passOnTo(scene.webhooks))
afterAll(() => scene.close())

interface Talk extends Stage {
  readonly person: TabPerson
  readonly sound: Sound
}

/** Somebody speaks and the host hears it. */
async function startTalk(): Promise<Talk> {
  const stage = await scene.createRoom()
  const person = await scene.enter(stage.room)
  const sound = await scene.hear(person)
  await sound.speak()
  await hears(stage.ear, person.participant)
  return { ...stage, person, sound }
}

const here = async ({ room, person }: Pick<Talk, 'room' | 'person'>) =>
  (await scene.service.participants(room)).find(({ identity }) => identity === person.participant)

/** Prints how long something took: a figure to look at, not a bar. */
async function timed(what: string, act: () => Promise<unknown>, effect?: Promise<unknown>): Promise<void> {
  const since = performance.now()
  await Promise.all([act(), effect])
  console.info(`${what}: ${Math.round(performance.now() - since)} ms`)
}

/**
 * Uses a token again, as a client of an attacker's own would, and speaks. Settles when the media server has them no longer: their own
 * client may take seconds to notice.
 */
async function replay({ room, person }: Pick<Talk, 'room' | 'person'>, { url, token }: { url: string; token: string }): Promise<void> {
  const back = await scene.connect({ url, token }).catch(() => undefined) // cut while it was connecting, or not let in at all
  void back?.speak().catch(() => {}) // cut while it was publishing
  await vi.waitUntil(async () => !(await here({ room, person })), { timeout: 10_000, interval: 10 })
}

const remove = (ban: boolean) => (talk: Talk) => talk.host.call('hosts.remove', { participant: talk.person.participant, ban })
const ways: [string, (talk: Talk) => Promise<unknown>][] = [
  ['was removed', remove(false)],
  ['was banned', remove(true)],
  ['left', ({ person }) => person.call('participants.leave', {})],
]

describe.each(ways)('somebody who %s', (name, act) => {
  it('is not heard any more and is cut off', async () => {
    const talk = await startTalk()
    await timed(`${name}, silent at the ear`, () => act(talk), hearsNothingOf(talk.ear, talk.person.participant))
    await talk.sound.cut
    expect(await here(talk)).toBeUndefined()
  })

  it('is cut off each time they come back with their old token', async () => {
    const talk = await startTalk()
    await act(talk)
    await talk.sound.cut
    for (let time = 1; time <= 3; time++) await timed(`${name}, token used again`, () => replay(talk, talk.sound.grant))
    expect(arrives(talk.ear, talk.person.participant)).toBe(false)
    expect(talk.ear.room.isConnected).toBe(true)
  })

  it('is cut off within the second’s look, when the media server’s reports are lost', async () => {
    const talk = await startTalk()
    scene.reports.passOnTo(undefined)
    await act(talk)
    await talk.sound.cut
    await timed(`${name}, token used again, no reports`, () => replay(talk, talk.sound.grant))
  })
})

it('a token that was not used before the removal is worth nothing afterwards', async () => {
  const stage = await scene.createRoom()
  const person = await scene.enter(stage.room)
  const grant = await person.call('audio.connect', { tab: person.tab as never }) // ids are branded
  await stage.host.call('hosts.remove', { participant: person.participant })
  await replay({ room: stage.room, person }, grant)
  expect(await scene.service.participants(stage.room)).toHaveLength(1)
})

it('the longer token the media server itself gives is worth nothing after a removal either', async () => {
  const talk = await startTalk()
  const { participant } = talk.person
  const renewed = new Promise<void>((resolve) => talk.sound.room.once(RoomEvent.TokenRefreshed, resolve))
  await talk.host.call('hosts.mute', { participant })
  await talk.host.call('hosts.askToUnmute', { participant })
  await renewed
  const { token = '' } = talk.sound.room
  expect(token).not.toBe(talk.sound.grant.token)
  await talk.host.call('hosts.remove', { participant })
  await talk.sound.cut
  await timed('removed, the media server’s own token used again', () => replay(talk, { url: talk.sound.grant.url, token }))
})

it('after the end of a room nobody is in it, and no token opens it again', async () => {
  const talk = await startTalk()
  await timed('the end of the room', () => talk.host.call('rooms.end', {}), Promise.all([talk.sound.cut, talk.ear.cut]))
  await replay(talk, talk.sound.grant)
  await vi.waitUntil(async () => (await scene.service.participants(talk.room)).length === 0, { timeout: 10_000 })
})

describe.each<[string, (talk: Talk) => Promise<unknown>]>([
  ['made a listener', ({ host, person }) => host.call('hosts.setRole', { participant: person.participant, role: 'listener' })],
  ['silenced by a host', ({ host, person }) => host.call('hosts.mute', { participant: person.participant })],
  ['silenced with everybody', ({ host }) => host.call('hosts.muteAll', {})],
])('somebody %s', (name, act) => {
  const isSilenced = (talk: Talk) =>
    vi.waitUntil(
      async () => {
        const person = await here(talk)
        return person?.permissions.canPublish === false && person.tracks.length === 0
      },
      { timeout: 10_000 },
    )

  it('is not heard any more and still hears', async () => {
    const talk = await startTalk()
    await timed(`${name}, silent at the ear`, () => act(talk), hearsNothingOf(talk.ear, talk.person.participant))
    await isSilenced(talk)
    await talk.ear.speak()
    await hears(talk.sound, talk.host.participant)
  })

  it('is not heard by coming back with the token they had before', async () => {
    const talk = await startTalk()
    await act(talk)
    await isSilenced(talk)
    await talk.sound.room.disconnect()
    await speakWithOldToken(talk)
    expect(arrives(talk.ear, talk.person.participant)).toBe(false)
  })

  it('is not heard with that token when the media server’s reports are lost either', async () => {
    const talk = await startTalk()
    scene.reports.passOnTo(undefined)
    await act(talk)
    await isSilenced(talk)
    await talk.sound.room.disconnect()
    await speakWithOldToken(talk)
  })

  async function speakWithOldToken(talk: Talk): Promise<void> {
    const back: MediaPerson = await scene.connect(talk.sound.grant)
    void back.speak().catch(() => {}) // refused, where the judge was quicker
    await timed(`${name}, token used again`, () => isSilenced(talk))
    await hearsNothingOf(talk.ear, talk.person.participant)
  }
})

it('somebody who is asked to speak again can, on the connection they have', async () => {
  const talk = await startTalk()
  const { participant } = talk.person
  await talk.host.call('hosts.mute', { participant })
  await hearsNothingOf(talk.ear, participant)
  await talk.host.call('hosts.askToUnmute', { participant })
  await vi.waitUntil(async () => (await here(talk))?.permissions.canPublish, { timeout: 10_000 })
  await talk.sound.speak()
  await hears(talk.ear, participant)
})

it('a listener who is made a speaker can speak, on the connection they have', async () => {
  const stage = await scene.createRoom()
  const person = await scene.enter(stage.room)
  const { participant } = person
  await stage.host.call('hosts.setRole', { participant, role: 'listener' })
  const talk: Talk = { ...stage, person, sound: await scene.hear(person) }
  await stage.host.call('hosts.setRole', { participant, role: 'speaker' })
  await vi.waitUntil(async () => (await here(talk))?.permissions.canPublish, { timeout: 10_000 })
  await talk.sound.speak()
  await hears(stage.ear, participant)
})
