import { errors } from '@sanctuary/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'
import { createRoomsJobs } from './jobs.ts'

let test: TestServer
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())

interface Pair {
  readonly room: string
  readonly hostKey: string
  readonly host: TestPerson
  readonly person: TestPerson
}

async function createPair(wish: Parameters<TestServer['createRoom']>[0] = {}): Promise<Pair> {
  const { room, hostKey } = await test.createRoom(wish)
  return { room: room.id, hostKey, host: await test.join(room.id, { hostKey }), person: await test.join(room.id) }
}

const read = (room: string) => test.call('rooms.read', { room: room as never })
const run = async (name: string) => {
  const job = createRoomsJobs(test.kernel).find((one) => one.name === name)
  if (!job) throw new Error(`There is no job called ${name}.`)
  await job.run()
}

describe('the end of a room', () => {
  it('P17: is heard by everyone inside, with the time of erasing, before their connections end', async () => {
    const { room, host, person } = await createPair({ eraseAfterMinutes: 45 })
    const lives = [await host.connect(), await person.connect(), await person.connect()]
    await host.call('rooms.end', { reason: 'Good night' })
    for (const live of lives) {
      await live.waitFor(() => !live.isOpen)
      expect(live.closing).toEqual({ code: 'ROOM_ENDED', message: errors.ROOM_ENDED.message })
      const { state, endedAt, erasedAt } = live.records('rooms.settings')[0]?.value ?? {}
      expect(state).toBe('ended')
      expect(Date.parse(erasedAt ?? '') - Date.parse(endedAt ?? '')).toBe(45 * 60_000)
    }
    expect(await read(room)).toMatchObject({ state: 'ended', people: 0, hosts: [], erasedAt: expect.any(String) })
  })

  it('refuses everything afterwards, by every door and with everything anybody held', async () => {
    const { room, hostKey, host, person } = await createPair()
    await host.call('rooms.end', {})
    const refused = [
      person.call('chat.send', { id: crypto.randomUUID(), text: 'Too late' }),
      person.call('hands.raise', {}),
      person.call('sync.resume', { positions: [] }),
      person.call('sync.history', { channel: 'room', type: 'chat.message', before: 100 }),
      person.call('sync.refresh', {}),
      person.connect(),
      host.call('rooms.update', { topic: 'Once more' }),
      host.call('rooms.lock', { locked: false }),
      host.call('rooms.end', {}),
      host.call('hosts.newHostKey', {}),
      test.join(room),
      test.join(room, { hostKey }),
      test.join(room, { credential: person.credential }),
    ]
    expect(await Promise.all(refused.map(codeOf))).toEqual(refused.map(() => 'ROOM_ENDED'))
  })

  it('happens once, however many hosts end it at once', async () => {
    const { room, hostKey } = await createPair()
    const hosts = await Promise.all(Array.from({ length: 4 }, () => test.join(room, { hostKey })))
    const codes = await Promise.all(hosts.map((host) => codeOf(host.call('rooms.end', { reason: 'Good night' }))))
    expect(codes.sort()).toEqual(['ROOM_ENDED', 'ROOM_ENDED', 'ROOM_ENDED', 'ok'])
    const acts = await test.kernel.db.sql<{ value: object }[]>`
      select value from records where channel_id = ${`${room}/staff`} and type = 'hosts.act'`
    expect(acts.map(({ value }) => value)).toEqual([{ act: 'end', actor: expect.any(String), reason: 'Good night' }])
  })

  it('P7: and a second click with the same call id hears that it has ended, whichever door it comes by', async () => {
    const { room, host } = await createPair()
    const live = await host.connect()
    const id = crypto.randomUUID()
    const codes = await Promise.all([codeOf(live.call('rooms.end', {}, id)), codeOf(live.call('rooms.end', {}, id))])
    expect(codes[0]).toBe('ok')
    expect(['ROOM_ENDED', 'SERVER_UNREACHABLE']).toContain(codes[1]) // an answer may be lost with the connection
    expect(await codeOf(host.call('rooms.end', {}, { id }))).toBe('ROOM_ENDED')
    expect((await read(room)).state).toBe('ended')
  })

  it('keeps out what was said at the same time but came later', async () => {
    const { room, host, person } = await createPair()
    const live = await person.connect()
    const sent = Array.from({ length: 30 }, (_, n) => codeOf(live.call('chat.send', { id: crypto.randomUUID(), text: `${n}` })))
    const [, ...codes] = await Promise.all([host.call('rooms.end', {}), ...sent])
    const [ended] = await test.kernel.db.sql`select seq from records where channel_id = ${`${room}/room`} and type = 'rooms.settings'`
    const said = await test.kernel.db.sql`select seq from records where channel_id = ${`${room}/room`} and type = 'chat.message'`
    expect(said.every(({ seq }) => Number(seq) < Number(ended?.seq))).toBe(true)
    expect(said.length).toBeGreaterThanOrEqual(codes.filter((code) => code === 'ok').length) // an answer may be lost with the connection
    expect(codes.filter((code) => !['ok', 'ROOM_ENDED', 'SERVER_UNREACHABLE'].includes(code))).toEqual([])
  })
})

describe('a room nobody ends', () => {
  it('ends when its time is over, not before, whether somebody is inside or not', async () => {
    const [pair, empty] = [await createPair(), await test.createRoom()]
    const live = await pair.person.connect()
    const rooms = [pair.room, empty.room.id] as string[]
    const { sql } = test.kernel.db
    await sql`update rooms set expires_at = now() + interval '1 minute' where id = any(${rooms})`
    await run('rooms.end')
    expect(await Promise.all(rooms.map(async (room) => (await read(room)).state))).toEqual(['live', 'live'])
    await sql`update rooms set expires_at = now() where id = any(${rooms})`
    await live.waitFor(() => !live.isOpen)
    expect(live.closing?.code).toBe('ROOM_ENDED')
    await vi.waitFor(async () => expect(await read(empty.room.id)).toMatchObject({ state: 'ended', erasedAt: expect.any(String) }), 10_000)
    expect(await codeOf(test.join(empty.room.id))).toBe('ROOM_ENDED')
  })

  it('ends once, however many nodes find it at once', async () => {
    const { room } = await test.createRoom()
    await test.kernel.db.sql`update rooms set expires_at = now() where id = ${room.id}`
    await Promise.all([run('rooms.end'), run('rooms.end'), run('rooms.end')])
    const [row] = await test.kernel.db.sql`select last_seq from channels where id = ${`${room.id}/room`}`
    const { endedAt } = await read(room.id)
    await run('rooms.end')
    expect((await read(room.id)).endedAt).toBe(endedAt)
    const [again] = await test.kernel.db.sql`select last_seq from channels where id = ${`${room.id}/room`}`
    expect(again).toEqual(row)
  })
})

describe('what is stored', () => {
  /** Every row of every table as text, for looking for what should not be there. */
  async function everyRow(): Promise<string[]> {
    const { sql } = test.kernel.db
    const tables = await sql<{ name: string }[]>`select table_name as name from information_schema.tables where table_schema = 'public'`
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['rooms', 'participants', 'records', 'replies', 'credentials']))
    const rows = await Promise.all(
      tables.map(({ name }) => sql.unsafe<{ row: string }[]>(`select to_jsonb(t)::text as row from "${name}" t`)),
    )
    return rows.flat().map(({ row }) => row)
  }
  const traces = async (...words: string[]) => (await everyRow()).filter((row) => words.some((word) => row.includes(word)))

  it('of somebody holds no address, browser, credential, token or key', async () => {
    const { room, hostKey } = await test.createRoom()
    const headers = {
      'user-agent': 'CanaryBrowser/1.0',
      'x-forwarded-for': '203.0.113.77',
      referer: 'https://canary.example/',
      cookie: 'canary=1',
    }
    const host = await test.join(room.id, { hostKey }, { headers })
    await host.connect()
    await host.call('rooms.update', { topic: 'Here to be found' }, { id: crypto.randomUUID(), headers })
    expect(await traces('Here to be found')).not.toEqual([]) // so that looking finds something
    expect(await traces(hostKey, host.credential, host.token, 'Canary', 'canary', '203.0.113', '127.0.0.1', '::1')).toEqual([])
  })

  it('stays until the time of erasing, and then nothing of the room and its people is left', async () => {
    const { room, host, person } = await createPair({ topic: 'Plum harvest', eraseAfterMinutes: 1 })
    const other = await createPair({ topic: 'Pear harvest' })
    const live = await person.connect()
    await person.call('chat.send', { id: crypto.randomUUID(), text: 'What only we know' })
    await other.person.call('chat.send', { id: crypto.randomUUID(), text: 'What only they know' })
    await person.call('participants.rename', { alias: 'Quiet Plum' })
    await person.call('hands.raise', { note: 'Plum question' }, { id: crypto.randomUUID() })
    await host.call('audio.consent', { agreedTo: 'Plum agreement' })
    await host.call('hosts.remove', { participant: person.participant, ban: true, reason: 'Plum reason' }, { id: crypto.randomUUID() })
    await live.waitFor(() => !live.isOpen)
    await host.call('rooms.end', { reason: 'Good night' })
    const words = [room, host.participant, person.participant, 'Plum', 'What only we know'] as string[]
    await run('rooms.erase')
    expect((await traces(...words)).length).toBeGreaterThan(10)
    expect(await read(room)).toMatchObject({ state: 'ended', topic: 'Plum harvest' })
    await test.kernel.db.sql`update rooms set erase_at = now() where id = ${room}`
    await Promise.all([run('rooms.erase'), run('rooms.erase')])
    expect(await traces(...words)).toEqual([])
    expect(await traces('What only they know', 'Pear harvest')).toHaveLength(3) // message, settings and room of the others
    expect(await codeOf(read(room))).toBe('ROOM_NOT_FOUND')
    expect(await codeOf(test.join(room, { credential: host.credential }))).toBe('ROOM_NOT_FOUND')
    expect(await codeOf(host.call('sync.refresh', {}))).toBe('UNAUTHENTICATED')
  })

  it('of a room that keeps nothing is gone as soon as it has ended, by itself', async () => {
    const { room, host, person } = await createPair({ eraseAfterMinutes: 0 })
    const live = await person.connect()
    await host.call('rooms.end', {})
    await live.waitFor(() => !live.isOpen)
    const { endedAt, erasedAt } = live.records('rooms.settings')[0]?.value ?? {}
    expect(erasedAt).toBe(endedAt)
    await vi.waitFor(async () => expect(await codeOf(read(room))).toBe('ROOM_NOT_FOUND'), { timeout: 15_000, interval: 200 })
    expect(await traces(room, host.participant, person.participant)).toEqual([])
  })

  it('P7: as the answer of a call is kept for ten minutes, and then forgotten', async () => {
    const { person } = await createPair()
    const id = crypto.randomUUID()
    await person.call('hands.raise', {}, { id })
    const age = (minutes: number) => test.kernel.db.sql`
      update replies set created_at = now() - make_interval(mins => ${minutes}) where call_id = ${id}`
    await age(9)
    await run('replies.forget')
    expect(await traces(id)).toHaveLength(1)
    await age(11)
    await run('replies.forget')
    expect(await traces(id)).toEqual([])
  })
})
