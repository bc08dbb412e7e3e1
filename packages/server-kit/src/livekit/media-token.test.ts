import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { mintMediaToken } from './media-token.ts'
import { type MediaServer, runLiveKitServer } from './run-server.ts'
import { createMediaService } from './service.ts'
import { obtainWithinMs, realServer } from './testing/real-server.ts'

let server: MediaServer

beforeAll(async () => {
  server = await runLiveKitServer({ binary: await realServer(), webhookUrl: 'http://127.0.0.1:9/livekit', log: { error: () => {} } })
  await createMediaService(server).ensureRoom('room')
}, obtainWithinMs)

afterEach(() => {
  vi.useRealTimers()
})

afterAll(() => server.close())

/** What the real LiveKit says to a token. */
async function door(token: string, query = ''): Promise<number> {
  const answer = await fetch(`${server.url.replace('ws', 'http')}/rtc/validate?access_token=${token}${query}`)
  return answer.status
}

const who = { room: 'room', identity: 'p-1' }

test('a speaker’s token says exactly this', async () => {
  const token = await mintMediaToken(server, { ...who, canPublish: true })
  const { nbf, exp, ...claims } = decodeJwt(token)
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256' })
  expect(claims).toEqual({
    iss: server.apiKey,
    sub: 'p-1',
    video: {
      roomJoin: true,
      room: 'room',
      canSubscribe: true,
      canPublish: true,
      canPublishSources: ['microphone'],
      canPublishData: false,
      canUpdateOwnMetadata: false,
      hidden: false,
    },
  })
  expect(Number(exp) - Number(nbf)).toBe(120)
})

test('a listener’s token forbids publishing in so many words, since LiveKit grants what is left out', async () => {
  const { video } = decodeJwt(await mintMediaToken(server, { ...who, canPublish: false }))
  expect(video).toEqual({
    roomJoin: true,
    room: 'room',
    canSubscribe: true,
    canPublish: false,
    canPublishData: false,
    canUpdateOwnMetadata: false,
    hidden: false,
  })
})

test.each([121, 0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a token cannot live %s seconds', async (ttlSeconds) => {
  await expect(mintMediaToken(server, { ...who, canPublish: true, ttlSeconds })).rejects.toThrow('A media token lives 1 to 120 seconds')
})

test('LiveKit takes both kinds', async () => {
  expect(await door(await mintMediaToken(server, { ...who, canPublish: true }))).toBe(200)
  expect(await door(await mintMediaToken(server, { ...who, canPublish: false }))).toBe(200)
})

test('LiveKit refuses one that was changed, one of another secret, one that is too old, and one for a room that is not there', async () => {
  const token = await mintMediaToken(server, { ...who, canPublish: false })
  const [header, , signature] = token.split('.')
  const more = Buffer.from(JSON.stringify({ ...decodeJwt(token), video: { roomJoin: true, room: 'room' } })).toString('base64url')
  expect(await door(`${header}.${more}.${signature}`)).toBe(401)
  expect(
    await door(await mintMediaToken({ ...server, apiSecret: 'a-secret-somebody-made-up-of-32-chars' }, { ...who, canPublish: true })),
  ).toBe(401)
  expect(await door(await mintMediaToken(server, { ...who, room: 'elsewhere', canPublish: true }))).toBe(404)

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 5 * 60_000 })
  const old = await mintMediaToken(server, { ...who, canPublish: true })
  vi.useRealTimers()
  expect(await door(old)).toBe(401)
})

test('a token lets nobody bring attributes of their own', async () => {
  const token = await mintMediaToken(server, { ...who, canPublish: true })
  const attributes = Buffer.from(JSON.stringify({ name: 'Ada' })).toString('base64')
  expect(await door(token, `&attributes=${encodeURIComponent(attributes)}`)).toBe(401)
})

test('a listener cannot open LiveKit’s publish-only connection', async () => {
  expect(await door(await mintMediaToken(server, { ...who, canPublish: false }), '&publish=second')).toBe(401)
})
