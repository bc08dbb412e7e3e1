import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeOf } from '../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../testing/create-test-server.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { openRaw } from '../testing/raw-socket.ts'
import { createSettlePresence } from './settle-presence.ts'

// Rules of docs/protocol.md that no other test shows; the others are cited where they are tested.

let test: TestServer
let host: TestPerson
let person: TestPerson
beforeAll(async () => {
  test = await createTestServer({ path: '/talk' })
})
afterAll(() => test.close())
beforeEach(async () => {
  const { room, hostKey } = await test.createRoom()
  host = await test.join(room.id, { hostKey })
  person = await test.join(room.id)
})

const say = (text: string) => ({ id: crypto.randomUUID(), text })

describe('acknowledged', () => {
  let server: TestPostgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  it('P7: means stored: whoever else asks the database finds it', async () => {
    const database = await server.createDatabase()
    const mine = await createTestServer({ database })
    const stranger = postgres(database, { max: 1 })
    const stored = async (type: string, key: string) => {
      const rows = await stranger<{ seq: string }[]>`select seq from records where type = ${type} and key = ${key} and value is not null`
      return rows.map(({ seq }) => Number(seq))
    }
    try {
      const one = await mine.join((await mine.createRoom()).room.id)
      const live = await one.connect()
      expect(await stored('participants.person', one.participant)).toHaveLength(1)
      for (const door of [one, live]) {
        const message = say('Hello')
        const { seq } = await door.call('chat.send', message)
        expect(await stored('chat.message', message.id)).toEqual([seq])
        await door.call('hands.raise', {})
        expect(await stored('hands.raised', one.participant)).toHaveLength(1)
        await door.call('hands.lower', {})
        expect(await stored('hands.raised', one.participant)).toEqual([])
      }
    } finally {
      await stranger.end()
      await mine.close()
    }
  })
})

it('P7: a repeated call answers the first reply, whatever has changed since, and only to who made it', async () => {
  const id = crypto.randomUUID()
  expect(await host.call('hosts.muteAll', {}, { id })).toEqual({ muted: 1 })
  await Promise.all([test.join(person.room), test.join(person.room)])
  expect(await host.call('hosts.muteAll', {}, { id })).toEqual({ muted: 1 })
  expect(await host.call('hosts.muteAll', {})).toEqual({ muted: 2 }) // those who came later
  const other = await test.join(person.room)
  await host.call('hosts.setRole', { participant: other.participant, role: 'moderator' })
  expect(await other.call('hosts.muteAll', {}, { id })).toEqual({ muted: 0 })
})

it('P7: a new host key is never kept: asked for again it is made again, and the newest one works', async () => {
  const id = crypto.randomUUID()
  const [first, second] = [await host.call('hosts.newHostKey', {}, { id }), await host.call('hosts.newHostKey', {}, { id })]
  expect(await codeOf(test.join(person.room, first))).toBe('HOST_KEY_WRONG')
  expect(await codeOf(test.join(person.room, second))).toBe('ok')
})

it('P15: a path of the contract and POST /call answer the same, and a refusal is a problem with code, sentence and wait', async () => {
  const rest = await (await fetch(`${test.url}/rooms/${person.room}`)).json()
  expect(rest).toEqual(await test.call('rooms.read', { room: person.room }))
  const answer = await fetch(`${test.url}/call`, {
    method: 'POST',
    body: JSON.stringify({ op: 'rooms.read', input: { room: 'nowhere-at-all' } }),
  })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  expect(await answer.json()).toMatchObject({ code: 'ROOM_NOT_FOUND', message: expect.stringMatching(/\.$/), retryable: false })
  const document = (await (await fetch(`${test.url}/openapi.json`)).json()) as { paths: object }
  expect(Object.keys(document.paths)).toContain('/rooms/{room}')
})

describe('the live door', () => {
  it('P16: is at <path>/live and says welcome, frame, signal and closing; it hears call and signal', async () => {
    await expect(openRaw(new URL(test.url).origin)).rejects.toThrow()
    const raw = await openRaw(test.url)
    raw.authenticate(person.token)
    const welcome = JSON.parse((await raw.saw('42["welcome"')).slice(2))
    expect(welcome).toEqual([
      'welcome',
      {
        protocol: 1,
        participant: person.participant,
        modules: expect.arrayContaining(['sync', 'rooms', 'chat', 'hands']),
        serverTime: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ])
    raw.socket.send('420["call",{"op":"sync.resume","input":{"positions":[]}}]')
    expect(await raw.saw('430')).toContain('[{"ok":{"frames":')
    raw.socket.send('421["call",{"op":"rooms.lock","input":{"locked":true}}]')
    const [refusal] = JSON.parse((await raw.saw('431')).slice(3))
    expect(refusal).toEqual({ error: { code: 'FORBIDDEN', message: expect.stringMatching(/\.$/), retryable: false } })
    const theirs = await host.connect()
    theirs.signal('chat.typing', { on: true })
    expect(JSON.parse((await raw.saw('42["signal"')).slice(2))[1]).toEqual({
      channel: 'room',
      type: 'chat.typing',
      from: host.participant,
      value: { on: true },
    })
    raw.socket.send('42["signal",{"type":"chat.typing","value":{"on":false}}]')
    expect((await theirs.waitFor(() => theirs.signals[0])).from).toBe(person.participant)
    await host.call('hosts.remove', { participant: person.participant, reason: 'Rule 1' })
    expect(JSON.parse((await raw.saw('42["closing"')).slice(2))[1]).toEqual({ code: 'REMOVED', message: 'Rule 1' })
    const frames = raw.received.filter((text) => text.startsWith('42["frame"')).map((text) => JSON.parse(text.slice(2))[1])
    for (const frame of frames) expect(Object.keys(frame).sort()).toEqual(['channel', 'epoch', 'from', 'records', 'to'])
    expect(frames.map(({ channel }) => channel)).toContain(`participant:${person.participant}`)
    await raw.closed
  })

  it('P13: being in a channel is a record in one’s own, under the channel’s name, and its tombstone ends it', async () => {
    const live = await person.connect()
    const memberships = () => live.records('sync.membership').map(({ channel, key }) => [channel, key])
    const own = `participant:${person.participant}`
    expect(memberships()).toEqual([[own, 'room']])
    await host.call('hosts.setRole', { participant: person.participant, role: 'moderator' })
    await live.waitFor(() => live.channels.includes('staff'))
    expect(memberships()).toEqual([
      [own, 'room'],
      [own, 'staff'],
    ])
    await host.call('hosts.setRole', { participant: person.participant, role: 'speaker' })
    await live.waitFor(() => !live.channels.includes('staff'))
    const told = live.frames.filter(({ channel }) => channel === own).flatMap(({ records }) => records)
    expect(told.findLast(({ type, key }) => type === 'sync.membership' && key === 'staff')?.value).toBeNull()
    const before = live.frames.filter(({ channel }) => channel === 'staff').length
    await host.call('hosts.ask', {}) // something for staff, and then something for everybody
    await host.call('chat.send', say('after'))
    await live.waitFor(() => live.records('chat.message').length === 1)
    expect(live.frames.filter(({ channel }) => channel === 'staff')).toHaveLength(before)
  })
})

describe('presence', () => {
  /** Looks at the room now, as the server does a moment after every change. */
  async function settledPresence(): Promise<string | undefined> {
    const { transact, people, emit } = test.kernel
    await createSettlePresence(transact, people, emit, () => {})(person.room, [])
    const [row] = await test.kernel.db.sql`select state, presence from participants where id = ${person.participant}`
    return row?.state === 'inside' ? row.presence : row?.state
  }

  it('P23: somebody is here with a connection, and away once all of theirs are', async () => {
    const [one, other] = [await person.connect(), await person.connect()]
    expect(await settledPresence()).toBe('here')
    await one.call('participants.setAway', { away: true })
    expect(await settledPresence()).toBe('here')
    await other.call('participants.setAway', { away: true })
    expect(await settledPresence()).toBe('away')
    const watcher = await host.connect()
    const seen = () => watcher.records('participants.person').find(({ key }) => key === person.participant)?.value.presence
    await watcher.waitFor(() => seen() === 'away')
    await one.call('participants.setAway', { away: false })
    await watcher.waitFor(() => seen() === 'here')
  })

  it('P23: somebody is reconnecting for 30 s after their last connection, the same as before when they are back, then out of the roster', async () => {
    const watcher = await host.connect()
    const seen = () => watcher.records('participants.person').find(({ key }) => key === person.participant)
    const tabs = [await person.connect(), await person.connect()]
    expect(await settledPresence()).toBe('here')
    const place = seen()?.created
    tabs[0]?.close()
    tabs[1]?.close()
    await watcher.waitFor(() => seen()?.value.presence === 'reconnecting')
    const again = await person.connect()
    await watcher.waitFor(() => seen()?.value.presence === 'here')
    again.close()
    await watcher.waitFor(() => seen()?.value.presence === 'reconnecting')
    const lostFor = (seconds: number) => test.kernel.db.sql`
      update participants set lost_at = now() - make_interval(secs => ${seconds}) where id = ${person.participant}`
    await lostFor(15)
    expect(await settledPresence()).toBe('reconnecting')
    expect(seen()?.created).toBe(place)
    await lostFor(31)
    expect(await settledPresence()).toBe('left')
    await watcher.waitFor(() => seen() === undefined)
    expect(await codeOf(person.call('hands.raise', {}))).toBe('UNAUTHENTICATED')
    expect((await test.join(person.room, { credential: person.credential })).participant).toBe(person.participant)
  })
})

describe('rates', () => {
  const rates = { create: { points: 2, seconds: 60 }, join: { points: 3, seconds: 60 }, gesture: { points: 2, seconds: 60 } }
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  const create = (server: TestServer, address: string) => codeOf(server.call('rooms.create', { topic: 'A room' } as never, from(address)))

  it('P26: of creating and joining count by network, of what people do by person', async () => {
    const mine = await createTestServer({ rates, trustProxy: true })
    try {
      const { room } = await mine.call('rooms.create', { topic: 'A room' } as never, from('203.0.113.5'))
      expect(await create(mine, '203.0.113.99')).toBe('ok')
      expect(await create(mine, '203.0.113.200')).toBe('RATE_LIMITED')
      expect(await create(mine, '198.51.100.1')).toBe('ok')
      const people = [await mine.join(room.id, {}, from('203.0.113.5')), await mine.join(room.id, {}, from('203.0.113.6'))]
      await mine.join(room.id, {}, from('203.0.113.7'))
      const refused = await mine.join(room.id, {}, from('203.0.113.8')).catch((error) => error)
      expect(refused).toMatchObject({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: expect.any(Number) })
      const codes = await Promise.all(
        people.flatMap((one) => [1, 2, 3].map(() => codeOf(one.call('hands.raise', {}, from('203.0.113.5'))))),
      )
      expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(2) // one each: they do not use up each other's
    } finally {
      await mine.close()
    }
  })

  it('P26: are not escaped by claiming another address where no proxy is trusted', async () => {
    const mine = await createTestServer({ rates })
    try {
      const codes = [await create(mine, '203.0.113.5'), await create(mine, '198.51.100.1'), await create(mine, '192.0.2.1')]
      expect(codes).toEqual(['ok', 'ok', 'RATE_LIMITED'])
    } finally {
      await mine.close()
    }
  })
})
