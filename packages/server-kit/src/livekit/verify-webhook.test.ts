import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { SanctuaryError } from '@sanctuary/protocol'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type MediaServer, runLiveKitServer } from './run-server.ts'
import { createMediaService, type MediaService } from './service.ts'
import { webhookToken } from './testing/forged-webhook.ts'
import { obtainWithinMs, realServer } from './testing/real-server.ts'

/** What the real LiveKit sent, as it came. */
const received: { body: string; authorization: string | undefined }[] = []
let hooks: Server
let server: MediaServer
let media: MediaService

beforeAll(async () => {
  hooks = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    received.push({ body, authorization: request.headers.authorization })
    response.end()
  }).listen(0, '127.0.0.1')
  await once(hooks, 'listening')
  const address = hooks.address()
  const port = typeof address === 'object' ? address?.port : undefined
  server = await runLiveKitServer({ binary: await realServer(), webhookUrl: `http://127.0.0.1:${port}/livekit`, log: { error: () => {} } })
  media = createMediaService(server)
  await media.ensureRoom('room')
  await media.deleteRoom('room')
  await vi.waitUntil(() => received.length >= 2, { timeout: 20_000 })
}, obtainWithinMs)

afterAll(async () => {
  await server.close()
  hooks.close()
})

const sent = (index: number) => {
  const webhook = received[index]
  if (!webhook) throw new Error(`LiveKit sent no webhook ${index}.`)
  return webhook
}

const refused = expect.objectContaining({ code: 'UNAUTHENTICATED' })

test('what LiveKit sends is read', async () => {
  const { body, authorization } = sent(0)
  const event = await media.verifyWebhook(body, authorization)
  expect(event).toMatchObject({ id: expect.stringMatching(/^EV_/), name: 'room_started', room: 'room' })
  expect(Math.abs(event.at.getTime() - Date.now())).toBeLessThan(60_000)
  expect(await media.verifyWebhook(Buffer.from(body), authorization)).toEqual(event)
})

test('a changed body is refused', async () => {
  const { body, authorization } = sent(0)
  await expect(media.verifyWebhook(body.replace('room_started', 'room_finished'), authorization)).rejects.toEqual(refused)
  await expect(media.verifyWebhook(`${body} `, authorization)).rejects.toEqual(refused)
  await expect(media.verifyWebhook('', authorization)).rejects.toEqual(refused)
})

test('the signature of one webhook does not carry another', async () => {
  await expect(media.verifyWebhook(sent(0).body, sent(1).authorization)).rejects.toEqual(refused)
})

test.each([undefined, '', 'nonsense', 'Bearer nonsense'])('without a signature it is refused: %j', async (authorization) => {
  await expect(media.verifyWebhook(sent(0).body, authorization)).rejects.toEqual(refused)
})

test('the test’s own forger can also make a good one, so that its forgeries fail for the reason meant', async () => {
  const { body } = sent(0)
  await expect(media.verifyWebhook(body, await webhookToken(body, server))).resolves.toMatchObject({ name: 'room_started' })
})

test.each<[string, Partial<Parameters<typeof webhookToken>[1]>]>([
  ['another secret', { apiSecret: 'a-secret-somebody-made-up-of-32-chars' }],
  ['another key', { apiKey: 'another-key' }],
  ['another algorithm', { alg: 'HS512' }],
  ['no end', { claims: { exp: undefined } }],
  ['no hash', { claims: { sha256: undefined } }],
  ['an end in the past', { issuedAt: new Date(Date.now() - 10 * 60_000) }],
  ['a start in the future', { issuedAt: new Date(Date.now() + 10 * 60_000) }],
])('a token with %s is refused', async (_, changes) => {
  const { body } = sent(0)
  await expect(media.verifyWebhook(body, await webhookToken(body, { ...server, ...changes }))).rejects.toEqual(refused)
})

test('an unsigned token is refused', async () => {
  const { body, authorization } = sent(0)
  const [, payload] = (authorization ?? '').split('.')
  const header = Buffer.from('{"alg":"none"}').toString('base64url')
  await expect(media.verifyWebhook(body, `${header}.${payload}.`)).rejects.toEqual(refused)
})

test('a media token of a person is no webhook', async () => {
  const token = await media.token({ room: 'room', identity: 'p-1', canPublish: true })
  await expect(media.verifyWebhook(sent(0).body, token)).rejects.toEqual(refused)
})

test('an old webhook is refused when its time has passed', async () => {
  const { body, authorization } = sent(0)
  const later = createMediaService({ ...server, now: () => new Date(Date.now() + 6 * 60_000) })
  await expect(later.verifyWebhook(body, authorization)).rejects.toBeInstanceOf(SanctuaryError)
})
