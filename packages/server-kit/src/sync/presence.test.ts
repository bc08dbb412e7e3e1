import { type ParticipantId, type RoomId, SanctuaryError } from '@sanctuary/protocol'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Database } from '../database/connect.ts'
import { createLog } from '../kernel/log.ts'
import { createTestServer, type TestPerson, type TestServer } from '../testing/create-test-server.ts'
import { createPresence, leaseSeconds, type Presence } from './presence.ts'

let test: TestServer
let person: TestPerson
const nodeId = crypto.randomUUID()
const settled: { room: RoomId; disconnected: readonly ParticipantId[] }[] = []
let failing: RegExp | undefined
let erased: RoomId | undefined
let looks = 0
let presence: Presence

beforeAll(async () => {
  test = await createTestServer()
  const { db } = test.kernel
  // The real database, which fails on demand as one does that is away for a moment.
  const sql = new Proxy(db.sql, {
    apply(target, self, [strings, ...values]: [TemplateStringsArray, ...unknown[]]) {
      if (failing?.test(strings.join('?'))) return Promise.reject(new Error('The database is away.'))
      return Reflect.apply(target, self, [strings, ...values])
    },
  })
  presence = createPresence({
    db: { ...db, sql } as Database,
    nodeId,
    log: createLog({ level: 'silent' }),
    async settle(room, disconnected) {
      if (failing?.test('settle')) throw new Error('The room is busy.')
      if (erased === room) {
        looks += 1
        throw new SanctuaryError('ROOM_NOT_FOUND')
      }
      settled.push({ room, disconnected })
    },
  })
  vi.useFakeTimers({ toFake: ['setInterval', 'setTimeout', 'clearInterval', 'clearTimeout'], shouldAdvanceTime: true })
  await presence.start()
})
afterAll(async () => {
  await presence.close()
  vi.useRealTimers()
  await test.close()
})
beforeEach(async () => {
  failing = undefined
  settled.length = 0
  const { room } = await test.createRoom()
  person = await test.join(room.id)
})

const connect = async () => {
  const connection = { id: crypto.randomUUID(), participant: person.participant, room: person.room }
  await presence.connected(connection)
  return connection
}
const written = async (id: string) => (await test.kernel.db.sql`select 1 from connections where id = ${id}`).length

it('a node taken for dead writes its connections down again as soon as it is back', async () => {
  const connection = await connect()
  await test.kernel.db.sql`delete from nodes where id = ${nodeId}`
  expect(await written(connection.id)).toBe(0)
  await vi.advanceTimersByTimeAsync(5000)
  await vi.waitFor(async () => expect(await written(connection.id)).toBe(1))
})

it('a node never takes itself for dead', async () => {
  const connection = await connect()
  failing = /insert into nodes/
  await test.kernel.db.sql`update nodes set seen_at = now() - make_interval(secs => ${2 * leaseSeconds}) where id = ${nodeId}`
  await vi.advanceTimersByTimeAsync(40_000)
  expect(await written(connection.id)).toBe(1)
})

it('a connection that closed while the database was away is gone once it is back', async () => {
  const connection = await connect()
  failing = /delete from connections/
  presence.gone(connection)
  await vi.advanceTimersByTimeAsync(100)
  expect(await written(connection.id)).toBe(1)
  failing = undefined
  await vi.advanceTimersByTimeAsync(1500)
  await vi.waitFor(async () => expect(await written(connection.id)).toBe(0))
  await vi.advanceTimersByTimeAsync(100)
  await vi.waitFor(() => expect(settled).toContainEqual({ room: person.room, disconnected: [person.participant] }))
})

it('who lost a connection is told again when telling failed', async () => {
  const connection = await connect()
  await vi.advanceTimersByTimeAsync(100)
  failing = /settle/
  presence.gone(connection)
  await vi.waitFor(async () => expect(await written(connection.id)).toBe(0))
  await vi.advanceTimersByTimeAsync(100)
  failing = undefined
  await vi.advanceTimersByTimeAsync(1500)
  await vi.waitFor(() => expect(settled).toContainEqual({ room: person.room, disconnected: [person.participant] }))
})

it('who was connected to a node that died is told, and its connections are gone', async () => {
  const { sql } = test.kernel.db
  const [dead, connection] = [crypto.randomUUID(), crypto.randomUUID()]
  await sql`insert into nodes (id, seen_at) values (${dead}, now() - make_interval(secs => ${2 * leaseSeconds}))`
  await sql`insert into connections (id, node_id, participant_id, room_id) values (${connection}, ${dead}, ${person.participant}, ${person.room})`
  await vi.advanceTimersByTimeAsync(40_000)
  await vi.waitFor(() => expect(settled).toContainEqual({ room: person.room, disconnected: [person.participant] }))
  expect(await written(connection)).toBe(0)
})

it('a room that was erased meanwhile is not looked at again', async () => {
  erased = person.room
  presence.look(person.room)
  await vi.waitFor(() => expect(looks).toBe(1))
  await vi.advanceTimersByTimeAsync(3000)
  expect(looks).toBe(1)
})
