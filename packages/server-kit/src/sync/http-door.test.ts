import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServer, type TestPerson, type TestServer } from '../testing/create-test-server.ts'

const site = 'https://site.example'
const evil = 'https://evil.example'
let test: TestServer
let person: TestPerson
beforeAll(async () => {
  test = await createTestServer({ origins: [site], rates: { create: { points: 3, seconds: 60 } } })
  const { room } = await test.createRoom()
  person = await test.join(room.id)
})
afterAll(() => test.close())

const ask = (path: string, init: RequestInit & { origin?: string } = {}) => {
  const { origin, ...rest } = init
  return fetch(`${test.url}${path}`, {
    ...rest,
    headers: { 'content-type': 'application/json', ...rest.headers, ...(origin ? { origin } : {}) },
  })
}
const call = (body: unknown, origin?: string) => ask('/call', { method: 'POST', body: JSON.stringify(body), ...(origin ? { origin } : {}) })
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code?: string }).code]

describe('pages of other sites', () => {
  it('may use the server where it names them, also when the answer is an error', async () => {
    for (const body of [
      { op: 'rooms.read', input: { room: person.room } },
      { op: 'rooms.read', input: { room: 'nowhere-at-all' } },
    ]) {
      const answer = await call(body, site)
      expect(answer.headers.get('access-control-allow-origin')).toBe(site)
      expect(answer.headers.get('vary')).toMatch(/origin/i)
      expect(answer.headers.has('access-control-allow-credentials')).toBe(false)
    }
    const preflight = await ask('/call', {
      method: 'OPTIONS',
      origin: site,
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(site)
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
  })

  it('are refused elsewhere, on every address but hello', async () => {
    for (const [path, method] of [
      ['/call', 'POST'],
      ['/rooms', 'POST'],
      [`/rooms/${person.room}`, 'GET'],
      [`/rooms/${person.room}/participants`, 'POST'],
      ['/nothing', 'GET'],
    ] as const) {
      const answer = await ask(path, { method, origin: evil, ...(method === 'POST' ? { body: '{}' } : {}) })
      expect([path, answer.headers.get('access-control-allow-origin')]).toEqual([path, null])
      expect([path, ...(await codeOf(answer))]).toEqual([path, 403, 'ORIGIN_NOT_ALLOWED'])
    }
    const preflight = await ask('/call', { method: 'OPTIONS', origin: evil, headers: { 'access-control-request-method': 'POST' } })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
  })

  it.each([
    [site, true],
    [evil, false],
    ['null', false],
    [undefined, true],
  ])('P19: from %s hear from hello whether they are allowed: %s', async (origin, allowed) => {
    const answer = await ask('/hello', origin === undefined ? {} : { origin })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await answer.json()).toEqual({
      product: 'sanctuary',
      protocol: 1,
      allowed,
      modules: ['sync', 'rooms', 'participants', 'hosts', 'hands', 'chat', 'audio'],
    })
  })

  it('that are the server’s own need no name', async () => {
    expect((await call({ op: 'rooms.read', input: { room: person.room } }, test.url)).status).toBe(200)
  })
})

describe('a request', () => {
  it('needs JSON of the right form', async () => {
    const bodies = [
      '',
      'nothing',
      '[]',
      '"text"',
      'null',
      '1',
      '{"op":1}',
      '{"op":"rooms.read","input":{},"more":1}',
      '{"op":"rooms.read","id":"x","input":{}}',
    ]
    for (const body of bodies) {
      expect([body, ...(await codeOf(await ask('/call', { method: 'POST', body })))]).toEqual([body, 400, 'INVALID_INPUT'])
    }
    for (const body of ['[]', '"text"', 'null', '{']) {
      expect([body, ...(await codeOf(await ask('/rooms', { method: 'POST', body })))]).toEqual([body, 400, 'INVALID_INPUT'])
    }
  })

  it('may leave out an input that has nothing in it', async () => {
    const answer = await ask('/call', {
      method: 'POST',
      body: '{"op":"sync.refresh"}',
      headers: { authorization: `Bearer ${person.token}` },
    })
    expect(answer.status).toBe(200)
  })

  it('names the fields that are wrong, and nothing that was written there', async () => {
    const secret = 'what somebody wrote'
    const answer = await call({ op: 'rooms.create', input: { topic: '', capacity: secret, [secret]: 1 } })
    const text = await answer.text()
    expect(JSON.parse(text)).toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: expect.arrayContaining([{ path: 'capacity', problem: expect.any(String) }]) },
    })
    expect(text).not.toContain(secret)
  })

  it('P25: of more than 64 kB is refused, whether it says so or not', async () => {
    const body = JSON.stringify({ op: 'chat.send', input: { text: 'x'.repeat(70_000) } })
    expect(await codeOf(await ask('/call', { method: 'POST', body }))).toEqual([413, 'TOO_LARGE'])
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { hostname, port } = new URL(test.url)
      const chunked = request({ hostname, port, path: '/call', method: 'POST', headers: { 'transfer-encoding': 'chunked' } }, (answer) => {
        resolve(answer.statusCode)
        answer.resume()
      })
      chunked.on('error', reject)
      chunked.end(body)
    })
    expect(status).toBe(413)
  })

  it('to an address there is not is told so, as a problem', async () => {
    const answer = await ask('/nothing')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ type: 'docs/errors.md#not-found', status: 404, code: 'NOT_FOUND', retryable: false })
    expect(await codeOf(await ask('/%E0%A4%A'))).toEqual([404, 'NOT_FOUND'])
    expect(await codeOf(await ask('/rooms/%E0%A4%A'))).toEqual([400, 'INVALID_INPUT'])
  })

  it('by another method than the address has is told so', async () => {
    for (const [path, method] of [
      ['/call', 'GET'],
      ['/call', 'PUT'],
      ['/rooms', 'DELETE'],
      [`/rooms/${person.room}`, 'POST'],
      ['/hello', 'POST'],
    ] as const) {
      const answer = await ask(path, { method, ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }) })
      expect([method, path, ...(await codeOf(answer))]).toEqual([method, path, 405, 'METHOD_NOT_ALLOWED'])
      expect([path, answer.headers.get('allow')]).toEqual([path, expect.stringMatching(/^[A-Z, ]+$/)])
    }
  })

  it('P26: too often is refused with the time to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => call({ op: 'rooms.create', input: { topic: 'One more' } })))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(3)
    const [one] = refused
    const body = (await one?.json()) as { retryAfterMs: number }
    expect(body).toMatchObject({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: expect.any(Number) })
    expect(Number(one?.headers.get('retry-after'))).toBe(Math.ceil(body.retryAfterMs / 1000))
  })

  it('P15: by GET reads and never changes anything', async () => {
    const read = await ask(`/rooms/${person.room}?topic=Changed`)
    expect(await codeOf(read)).toEqual([400, 'INVALID_INPUT'])
    expect(await (await ask(`/rooms/${person.room}`)).json()).toMatchObject({ topic: 'A test room', people: 1 })
  })

  it('brings its room in the path; another one in the body is not believed', async () => {
    const answer = await ask(`/rooms/${person.room}/participants`, { method: 'POST', body: JSON.stringify({ room: 'another-room' }) })
    const joined = (await answer.json()) as { room?: string; code?: string }
    expect(joined.room ?? joined.code).toMatch(new RegExp(`^(${person.room}|INVALID_INPUT)$`))
  })

  it.each([
    ['Bearer', (token: string) => `Bearer ${token}`, 'ok'],
    ['bearer', (token: string) => `bearer ${token}`, 'ok'],
    ['nothing', () => '', 'UNAUTHENTICATED'],
    ['Basic', (token: string) => `Basic ${token}`, 'UNAUTHENTICATED'],
    ['a wrong token', (token: string) => `Bearer ${token}x`, 'UNAUTHENTICATED'],
    ['two tokens', (token: string) => `Bearer ${token} ${token}`, 'ok'],
  ])('by %s is judged by its token', async (_, header, code) => {
    const answer = await ask('/call', {
      method: 'POST',
      body: '{"op":"hands.raise","input":{}}',
      headers: { authorization: header(person.token) },
    })
    expect(((await answer.json()) as { code?: string }).code ?? 'ok').toBe(code)
  })
})

it('every answer carries the headers that keep it in its place', async () => {
  for (const path of ['/hello', `/rooms/${person.room}`, '/nothing']) {
    const { headers } = await ask(path)
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
    expect([path, headers.has('x-powered-by')]).toEqual([path, false])
  }
})
