import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestServer, type TestServer } from '../testing/create-test-server.ts'
import { createLog } from './log.ts'

/** What would give somebody away, each recognisable wherever it turned up. */
const canary = {
  address: '203.0.113.77',
  agent: 'CanaryBrowser/77.7 (of nobody else)',
  subject: 'canary-subject-77',
  email: 'canary77@person.example',
  name: 'Canary Realname',
}
const issuer = 'https://partner.example'
const secret = 'a secret that partner and server share, 32 bytes'
const headers = { 'x-forwarded-for': canary.address, 'user-agent': canary.agent, 'accept-language': 'canary-77' }

let test: TestServer
const lines: string[] = []
beforeAll(async () => {
  test = await createTestServer({
    trustProxy: true,
    identity: { issuer, audience: 'sanctuary', secret },
    log: createLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } }),
  })
})
afterAll(() => test.close())

it('address, browser, partner’s account and name of a person are in no row, frame, answer, log line or metric', async () => {
  const identity = await new SignJWT({ email: canary.email, name: canary.name })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(canary.subject)
    .setIssuer(issuer)
    .setAudience('sanctuary')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret))
  const { room, hostKey } = await test.createRoom()
  const witness = await (await test.join(room.id, { hostKey })).connect()
  const person = await test.join(room.id, {}, { identity, headers })
  const live = await person.connect()
  await person.call('chat.send', { id: crypto.randomUUID(), text: 'Here I am' }, { headers })
  await person.call('hands.raise', { note: 'me' }, { headers })
  await test.kernel.db.sql`alter table replies rename to gone`
  const failed = person.call('hands.lower', {}, { headers, id: crypto.randomUUID() })
  await expect(failed).rejects.toMatchObject({ code: 'INTERNAL' }) // which is logged with all that is known of it
  await test.kernel.db.sql`alter table gone rename to replies`
  await witness.waitFor(() => witness.records('chat.message').length === 1 && witness.records('hands.raised').length === 1)
  live.close()

  const tables = await test.kernel.db.sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`
  const rows = await Promise.all(tables.map(({ name }) => test.kernel.db.sql.unsafe(`select to_jsonb(t)::text as text from "${name}" t`)))
  const places = {
    rows: JSON.stringify(rows),
    frames: JSON.stringify([witness.frames, witness.signals]),
    answers: JSON.stringify([person.reply, await test.call('rooms.read', { room: room.id })]),
    log: lines.join('\n'),
    metrics: await (await fetch(`${test.url}/metrics`)).text(),
  }
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, place).toBeGreaterThan(100)
    for (const [what, value] of Object.entries(canary)) expect([place, what, text.includes(value)]).toEqual([place, what, false])
    expect([place, text.includes('203.0.113')]).toEqual([place, false])
  }
})

it('the same person has nothing in common in two rooms', async () => {
  const [one, other] = [await test.createRoom(), await test.createRoom()]
  const [here, there] = [await test.join(one.room.id, {}, { headers }), await test.join(other.room.id, {}, { headers })]
  expect(here.participant).not.toBe(there.participant)
  expect(here.credential).not.toBe(there.credential)
  const words = (reply: object) => new Set(JSON.stringify(reply).match(/[0-9a-zA-Z_-]{20,}/g))
  const shared = [...words({ ...here.reply, channels: [] })].filter((word) => words({ ...there.reply, channels: [] }).has(word))
  // Tokens have the same header: the kind of the token and the server's key.
  expect(shared.filter((word) => !here.token.startsWith(word))).toEqual([])
})
