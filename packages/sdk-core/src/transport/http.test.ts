import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { protocolVersion } from '@sanctuary/protocol'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { createHttpDoor } from './http.ts'

const servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done).closeAllConnections())))
})

/** A real HTTP server that answers as a test says. */
async function serve(answer: (request: IncomingMessage, body: string, response: ServerResponse) => void): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    answer(request, body, response)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const door = (server: string, isOnline = () => true) => createHttpDoor({ server, clock: systemClock, isOnline })

test('a call is one envelope with the token as a bearer, and its answer the reply', async () => {
  let seen: unknown
  const server = await serve((request, body, response) => {
    const { authorization, 'x-sanctuary-identity': identity } = request.headers
    seen = { method: request.method, url: request.url, authorization, identity, body: JSON.parse(body) }
    json(response, 200, { seq: 7 })
  })
  const reply = await door(`${server}/sanctuary`).call(
    { op: 'chat.send', input: { text: 'Hello' } },
    { token: 'secret', identity: 'a.b.c' },
  )
  expect(reply).toEqual({ seq: 7 })
  expect(seen).toEqual({
    method: 'POST',
    url: '/sanctuary/call',
    authorization: 'Bearer secret',
    identity: 'a.b.c',
    body: { op: 'chat.send', input: { text: 'Hello' } },
  })
})

test('a refusal keeps its code, sentence, details and wait', async () => {
  const server = await serve((_request, _body, response) =>
    json(response, 429, {
      type: 'x',
      title: 'RATE_LIMITED',
      status: 429,
      code: 'RATE_LIMITED',
      message: 'Slowly.',
      details: { left: 0 },
      retryAfterMs: 900,
    }),
  )
  await expect(door(server).call({ op: 'chat.send', input: {} })).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    message: 'Slowly.',
    details: { left: 0 },
    retryAfterMs: 900,
    retryable: true,
  })
})

test.each([
  [200, '<html>a captive portal</html>'],
  [502, '<html>a proxy</html>'],
  [500, '{"error":"somebody else’s"}'],
])('an answer of status %i that is not ours counts as no answer', async (status, body) => {
  const server = await serve((_request, _body, response) => response.writeHead(status).end(body))
  await expect(door(server).call({ op: 'rooms.read', input: {} })).rejects.toMatchObject({
    code: 'SERVER_UNREACHABLE',
    details: { status },
  })
})

test('nobody there is SERVER_UNREACHABLE, or OFFLINE where the device has no network', async () => {
  const server = await serve((_request, _body, response) => response.destroy())
  const call = { op: 'rooms.read', input: {} }
  await expect(door(server).call(call)).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' })
  await expect(door(server, () => false).call(call)).rejects.toMatchObject({ code: 'OFFLINE' })
})

test('where calls fail and the greeting says "not allowed", the page knows why', async () => {
  const server = await serve(
    (request, _body, response) =>
      request.url === '/hello'
        ? json(response, 200, { product: 'sanctuary', protocol: protocolVersion, allowed: false, modules: [] })
        : response.destroy(), // a browser hides the answer of a server that does not allow the page
  )
  await expect(door(server).call({ op: 'rooms.read', input: {} })).rejects.toMatchObject({ code: 'ORIGIN_NOT_ALLOWED' })
})

test('no answer in time is TIMEOUT', async () => {
  const clock = createFakeClock()
  let arrived = () => {}
  const asked = new Promise<void>((done) => {
    arrived = done
  })
  const server = await serve(() => arrived()) // and never answers
  const outcome = createHttpDoor({ server, clock, isOnline: () => true })
    .call({ op: 'rooms.read', input: {} })
    .catch(({ code }) => code)
  await asked
  await clock.advance(10_000)
  await settle()
  expect(await outcome).toBe('TIMEOUT')
})
