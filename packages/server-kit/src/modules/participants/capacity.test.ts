import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestServer } from '../../testing/create-test-server.ts'
import { startPostgres, type TestPostgres } from '../../testing/postgres.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const tally = (codes: readonly string[]) =>
  Object.fromEntries([...new Set(codes)].sort().map((code) => [code, codes.filter((other) => other === code).length]))

describe.each([
  ['pglite', async (): Promise<string> => 'pglite:memory'],
  ['postgres', (): Promise<string> => postgres.createDatabase()],
] as const)('seats on %s', (_, createUrl) => {
  let test: TestServer
  beforeAll(async () => {
    test = await createTestServer({ database: await createUrl() })
  })
  afterAll(() => test.close())

  const inside = async (room: string) => (await test.call('rooms.read', { room })).people

  it('admits exactly 200 of 400 who come at once', async () => {
    const { room } = await test.createRoom({ capacity: 200 })
    const codes = await Promise.all(Array.from({ length: 400 }, () => codeOf(test.join(room.id))))
    expect(tally(codes)).toEqual({ ROOM_FULL: 200, ok: 200 })
    expect(await inside(room.id)).toBe(200)
  })

  it('gives the last seat to one, whether people join, come back or are admitted', async () => {
    const { room, hostKey } = await test.createRoom({ capacity: 3, approval: true })
    const host = await test.join(room.id, { hostKey })
    const lobby = await Promise.all(Array.from({ length: 4 }, () => test.join(room.id)))
    const [first] = lobby
    await host.call('hosts.admit', { participant: first?.participant ?? '' })
    await first?.call('participants.leave', {})
    await host.call('rooms.update', { capacity: 2 })
    const asked = [
      test.join(room.id, { credential: first?.credential }),
      ...lobby.slice(1).map(({ participant }) => host.call('hosts.admit', { participant })),
    ]
    expect(tally(await Promise.all(asked.map(codeOf)))).toEqual({ ROOM_FULL: 3, ok: 1 })
    expect(await inside(room.id)).toBe(2)
  })

  it('gives a name to one of twenty who want it at once', async () => {
    const { room } = await test.createRoom()
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(test.join(room.id, { alias: 'Quiet Otter' }))))
    expect(tally(codes)).toEqual({ ALIAS_TAKEN: 19, ok: 1 })
  })

  it('gives a name to one of ten who rename themselves at once', async () => {
    const { room } = await test.createRoom()
    const people = await Promise.all(Array.from({ length: 10 }, () => test.join(room.id)))
    /** A slow database lets nobody wait for a lock longer than a second, and asks them to come again. */
    const rename = async (person: (typeof people)[number]): Promise<string> => {
      const code = await codeOf(person.call('participants.rename', { alias: 'Quiet Otter' }))
      return code === 'BUSY' ? rename(person) : code
    }
    expect(tally(await Promise.all(people.map(rename)))).toEqual({ ALIAS_TAKEN: 9, ok: 1 })
  })

  it('gives a seat back when somebody leaves', async () => {
    const { room } = await test.createRoom({ capacity: 2 })
    const [first] = await Promise.all([test.join(room.id), test.join(room.id)])
    expect(await codeOf(test.join(room.id))).toBe('ROOM_FULL')
    await first.call('participants.leave', {})
    expect(await codeOf(test.join(room.id))).toBe('ok')
    expect(await codeOf(test.join(room.id, { credential: first.credential }))).toBe('ROOM_FULL')
  })
})
