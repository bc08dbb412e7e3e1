import type { Role } from '@sanctuary/protocol'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMediaKeys, createMediaService } from '../../livekit/index.ts'
import { obtainWithinMs } from '../../livekit/testing/real-server.ts'
import { hears } from './testing/ear.ts'
import { createSoundScene, type SoundScene, type Stage, type TabPerson } from './testing/sound-scene.ts'

let scene: SoundScene
beforeAll(async () => {
  scene = await createSoundScene()
}, obtainWithinMs)
afterAll(() => scene.close())

/** Somebody of a role, perhaps silenced. */
async function enterAs({ room, host }: Stage, role: Role, { silenced = false } = {}): Promise<TabPerson> {
  const person = await scene.enter(room)
  if (role !== 'speaker') await host.call('hosts.setRole', { participant: person.participant, role })
  if (silenced) await host.call('hosts.mute', { participant: person.participant })
  return person
}

const connect = (person: TabPerson) => person.call('audio.connect', { tab: person.tab as never }) // ids are branded
const seen = async (room: string, identity: string) => (await scene.service.participants(room)).find((one) => one.identity === identity)

describe('the token of', () => {
  it.each([
    ['a host', 'host', {}, true],
    ['a moderator', 'moderator', {}, true],
    ['a speaker', 'speaker', {}, true],
    ['a listener', 'listener', {}, false],
    ['a silenced speaker', 'speaker', { silenced: true }, false],
    ['a silenced moderator', 'moderator', { silenced: true }, false],
  ] as const)('%s says who, where, and exactly what they may do', async (_, role, how, canPublish) => {
    const stage = await scene.createRoom()
    const person = await enterAs(stage, role, how)
    const { token, ...reply } = await connect(person)
    expect(reply).toEqual({ url: scene.media.url, generation: 1, maySpeak: canPublish })
    const { nbf = 0, exp = 0, ...claims } = decodeJwt(token)
    expect(exp - nbf).toBeLessThanOrEqual(120)
    expect(claims).toEqual({
      iss: scene.media.apiKey,
      sub: person.participant,
      video: {
        roomJoin: true,
        room: stage.room,
        canSubscribe: true,
        canPublish,
        ...(canPublish ? { canPublishSources: ['microphone'] } : {}),
        canPublishData: false,
        canUpdateOwnMetadata: false,
        hidden: false,
      },
    })
  })

  it('a speaker lets them be heard, and a listener only listen', async () => {
    const stage = await scene.createRoom()
    const [speaker, listener] = [await enterAs(stage, 'speaker'), await enterAs(stage, 'listener')]
    const [speaking, listening] = [await scene.hear(speaker), await scene.hear(listener)]
    await speaking.speak()
    await Promise.all([hears(stage.ear, speaker.participant), hears(listening, speaker.participant)])
    await expect(listening.speak()).rejects.toThrow() // the media server never takes it, and their client gives up
    expect((await seen(stage.room, listener.participant))?.tracks).toEqual([])
  })

  it('somebody who asks again is a new one for the same rights of today', async () => {
    const stage = await scene.createRoom()
    const person = await scene.enter(stage.room)
    const id = crypto.randomUUID()
    const call = () => person.call('audio.connect', { tab: person.tab as never }, { id })
    const first = await call()
    await stage.host.call('hosts.mute', { participant: person.participant })
    const second = await call()
    expect([first.maySpeak, second.maySpeak]).toEqual([true, false])
    expect(decodeJwt(second.token).video).toMatchObject({ canPublish: false })
  })
})

describe('a token', () => {
  it('opens no other room', async () => {
    const [mine, other] = [await scene.createRoom(), await scene.createRoom()]
    const person = await scene.enter(mine.room)
    await scene.hear(person)
    expect(await seen(mine.room, person.participant)).toBeDefined()
    expect(await seen(other.room, person.participant)).toBeUndefined()
  })

  it('whose room was changed by hand does not get in', async () => {
    const [mine, other] = [await scene.createRoom(), await scene.createRoom()]
    const person = await scene.enter(mine.room)
    const { url, token } = await connect(person)
    const [header, payload = '', signature] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    claims.video.room = other.room
    const forged = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    await expect(scene.connect({ url, token: forged })).rejects.toThrow()
    await expect(scene.connect({ url, token })).resolves.toBeDefined()
  })

  it('signed by somebody else does not get in', async () => {
    const { room, host } = await scene.createRoom()
    const forger = createMediaService({ url: scene.media.url, ...createMediaKeys() })
    const token = await forger.token({ room, identity: host.participant, canPublish: true })
    await expect(scene.connect({ url: scene.media.url, token })).rejects.toThrow()
  })

  it('for a room that nobody made does not get in', async () => {
    const token = await scene.service.token({ room: 'made-up', identity: 'anybody', canPublish: true })
    await expect(scene.connect({ url: scene.media.url, token })).rejects.toThrow()
  })

  it('in good order, of somebody who is only in another room, is cut by the judge', async () => {
    const [mine, other] = [await scene.createRoom(), await scene.createRoom()]
    const stranger = await scene.enter(other.room)
    const token = await scene.service.token({ room: mine.room, identity: stranger.participant, canPublish: true })
    const intruder = await scene.connect({ url: scene.media.url, token })
    await intruder.cut
    await vi.waitUntil(async () => !(await seen(mine.room, stranger.participant)), { timeout: 10_000 })
    expect(await seen(mine.room, mine.host.participant)).toBeDefined()
  })
})

describe('who is refused', () => {
  it('is everybody who is not inside', async () => {
    const { room, host } = await scene.createRoom()
    const [removed, banned, left] = [await scene.enter(room), await scene.enter(room), await scene.enter(room)]
    await host.call('hosts.remove', { participant: removed.participant })
    await host.call('hosts.remove', { participant: banned.participant, ban: true })
    await left.call('participants.leave', {})
    await expect(connect(removed)).rejects.toMatchObject({ code: 'REMOVED' })
    await expect(connect(banned)).rejects.toMatchObject({ code: 'BANNED' })
    await expect(connect(left)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await host.call('rooms.end', {})
    await expect(connect(host)).rejects.toMatchObject({ code: 'ROOM_ENDED' })
  })
})
