import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { ConnectionState, dispose, RoomEvent } from '@livekit/rtc-node'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { MediaUnavailable } from './media-unavailable.ts'
import { type MediaServer, runLiveKitServer } from './run-server.ts'
import { createMediaService, type MediaService } from './service.ts'
import { joinMedia, type MediaPerson } from './testing/media-person.ts'
import { obtainWithinMs, realServer } from './testing/real-server.ts'

let server: MediaServer
let media: MediaService & { url: string }
const people: MediaPerson[] = []

beforeAll(async () => {
  server = await runLiveKitServer({ binary: await realServer(), webhookUrl: 'http://127.0.0.1:9/livekit', log: { error: () => {} } })
  media = { ...createMediaService(server), url: server.url }
}, obtainWithinMs)

afterEach(async () => {
  await Promise.all(people.splice(0).map(({ room }) => room.disconnect()))
  await Promise.all((await media.rooms()).map((room) => media.deleteRoom(room)))
})

afterAll(async () => {
  await dispose()
  await server.close()
})

async function join(identity: string, { canPublish = true } = {}): Promise<MediaPerson> {
  const person = await joinMedia(media, { room: 'room', identity, canPublish })
  people.push(person)
  return person
}

const seen = async (identity: string) => (await media.participants('room')).find((one) => one.identity === identity)
const tracksOf = async (identity: string) => (await seen(identity))?.tracks.map(({ kind, source }) => `${kind} ${source}`)

test('a room can be made twice and is forgotten once', async () => {
  await media.ensureRoom('room')
  await media.ensureRoom('room')
  expect(await media.rooms()).toEqual(['room'])
  expect(await media.deleteRoom('room')).toBe(true)
  expect(await media.deleteRoom('room')).toBe(false)
  expect(await media.rooms()).toEqual([])
})

test('people are listed with what they may do and what they send, and nothing that names them', async () => {
  const speaker = await join('p-1')
  await join('p-2', { canPublish: false })
  await speaker.speak()
  await vi.waitUntil(async () => (await tracksOf('p-1'))?.length === 1, { timeout: 10_000 })
  const [first, second] = (await media.participants('room')).toSorted((a, b) => a.identity.localeCompare(b.identity))
  const common = { canSubscribe: true, canPublishData: false, canUpdateMetadata: false, hidden: false }
  expect(first).toEqual({
    identity: 'p-1',
    isActive: true,
    permissions: { ...common, canPublish: true, microphoneOnly: true },
    tracks: [{ id: expect.stringMatching(/^TR_/), kind: 'audio', source: 'microphone', muted: false }],
  })
  expect(second).toEqual({
    identity: 'p-2',
    isActive: true,
    permissions: { ...common, canPublish: false, microphoneOnly: false },
    tracks: [],
  })
})

test('what a speaker says reaches a listener', async () => {
  const listener = await join('p-2', { canPublish: false })
  const heard = new Promise((resolve) =>
    listener.room.once(RoomEvent.TrackSubscribed, (_track, _publication, from) => resolve(from.identity)),
  )
  const speaker = await join('p-1')
  await speaker.speak()
  expect(await heard).toBe('p-1')
})

test('taking away the right to speak takes away what is sent, and giving it back lets them speak again', async () => {
  const speaker = await join('p-1')
  await speaker.speak()
  await vi.waitUntil(async () => (await tracksOf('p-1'))?.length === 1, { timeout: 10_000 })

  expect(await media.setCanPublish('room', 'p-1', false)).toBe(true)
  await vi.waitUntil(async () => (await tracksOf('p-1'))?.length === 0, { timeout: 10_000 })
  expect((await seen('p-1'))?.permissions).toMatchObject({ canPublish: false, canSubscribe: true, canPublishData: false })

  expect(await media.setCanPublish('room', 'p-1', true)).toBe(true)
  expect((await seen('p-1'))?.permissions).toMatchObject({
    canPublish: true,
    microphoneOnly: true,
    canPublishData: false,
    canUpdateMetadata: false,
  })
  await speaker.speak()
  await vi.waitUntil(async () => (await tracksOf('p-1'))?.length === 1, { timeout: 10_000 })
})

test('video does not get through under the name of a microphone', async () => {
  const speaker = await join('p-1')
  await speaker.showAsMicrophone()
  await speaker.speak()
  await vi.waitUntil(async () => (await tracksOf('p-1'))?.includes('audio microphone'), { timeout: 10_000 })
  expect(await tracksOf('p-1')).toEqual(['audio microphone'])
})

test('data does not get through', async () => {
  const listener = await join('p-2', { canPublish: false })
  const speaker = await join('p-1')
  const data: unknown[] = []
  listener.room.on(RoomEvent.DataReceived, (payload) => data.push(payload))
  await speaker.room.localParticipant?.publishData(new Uint8Array(3), { reliable: true })
  const heard = once(listener.room, RoomEvent.TrackSubscribed)
  await speaker.speak()
  await heard
  expect(data).toEqual([])
})

test('a removed person is cut off', async () => {
  const person = await join('p-1')
  const cut = new Promise((resolve) => person.room.once(RoomEvent.Disconnected, resolve))
  expect(await media.remove('room', 'p-1')).toBe(true)
  await cut
  expect(person.room.connectionState).toBe(ConnectionState.CONN_DISCONNECTED)
  expect(await media.participants('room')).toEqual([])
})

test('forgetting a room cuts everyone off', async () => {
  const person = await join('p-1')
  const cut = new Promise((resolve) => person.room.once(RoomEvent.Disconnected, resolve))
  expect(await media.deleteRoom('room')).toBe(true)
  await cut
})

test('who or what is not there is an answer, not a failure', async () => {
  expect(await media.participants('nowhere')).toEqual([])
  expect(await media.remove('nowhere', 'p-1')).toBe(false)
  expect(await media.setCanPublish('nowhere', 'p-1', true)).toBe(false)
  await media.ensureRoom('room')
  expect(await media.remove('room', 'p-1')).toBe(false)
  expect(await media.setCanPublish('room', 'p-1', true)).toBe(false)
})

describe('a media server in trouble', () => {
  let silent: Server

  beforeAll(async () => {
    silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
  })

  afterAll(() => {
    silent.close()
  })

  const service = (changes: Partial<{ url: string; apiKey: string; apiSecret: string }>) => createMediaService({ ...server, ...changes })

  const silentUrl = () => {
    const address = silent.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : undefined}`
  }

  const calls: [string, (media: MediaService) => Promise<unknown>][] = [
    ['ensureRoom', (media) => media.ensureRoom('room')],
    ['participants', (media) => media.participants('room')],
    ['setCanPublish', (media) => media.setCanPublish('room', 'p-1', true)],
    ['remove', (media) => media.remove('room', 'p-1')],
    ['deleteRoom', (media) => media.deleteRoom('room')],
    ['rooms', (media) => media.rooms()],
  ]

  test.each(calls)('%s says when it is down', async (_, call) => {
    const error = await call(service({ url: 'http://127.0.0.1:1' })).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(MediaUnavailable)
    expect(error).toMatchObject({
      trouble: 'unreachable',
      code: 'AUDIO_UNAVAILABLE',
      operatorMessage: expect.stringContaining('does not answer'),
    })
  })

  test.each(calls)('%s says when our secret is wrong', async (_, call) => {
    const error = await call(service({ apiSecret: 'a-secret-somebody-made-up-of-32-chars' })).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(MediaUnavailable)
    expect(error).toMatchObject({ trouble: 'wrong-key', operatorMessage: expect.stringContaining('LIVEKIT_API_SECRET') })
  })

  test('our key is unknown there', async () => {
    await expect(service({ apiKey: 'another-key' }).rooms()).rejects.toMatchObject({ trouble: 'wrong-key' })
  })

  test('every call gives up when nothing comes back', async () => {
    const slow = service({ url: silentUrl() })
    const errors = await Promise.all(calls.map(([, call]) => call(slow).catch((error: unknown) => error)))
    expect(errors).toEqual(
      calls.map(() => expect.objectContaining({ trouble: 'too-slow', operatorMessage: expect.stringContaining('in time') })),
    )
  })

  test('people read no address and no key', async () => {
    const error = await service({ url: 'http://127.0.0.1:1' })
      .rooms()
      .catch((error: unknown) => error)
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'AUDIO_UNAVAILABLE',
      message: 'There is no sound at the moment. Chat works.',
      retryable: true,
    })
  })
})
