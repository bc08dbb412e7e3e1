import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../kernel/log.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { testCache } from '../testing/test-cache.ts'
import { connectDatabase, type Database } from './connect.ts'

let server: TestPostgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

describe.each([
  ['pglite', 1, async (): Promise<string> => 'pglite:memory'],
  ['postgres', 10, (): Promise<string> => server.createDatabase()],
] as const)('a transaction on %s', (_, connections, createUrl) => {
  let db: Database
  beforeAll(async () => {
    db = await connectDatabase({ url: await createUrl(), log: createLog({ level: 'silent' }), cache: testCache })
    await db.sql`create table kept (n int not null)`
  })
  afterAll(() => db.close())

  it('is one, however many queries are under way when it begins', async () => {
    // The driver sends 100 queries a connection ahead by itself, and forgot that the last of them was a beginning.
    for (let ahead = 97 * connections; ahead <= 103 * connections; ahead += 1) {
      const queries = Array.from({ length: ahead }, (_, n) => db.sql<{ n: number }[]>`select ${n}::int as n`.then(([row]) => row?.n))
      const undone = db.begin(async (tx) => {
        await tx`insert into kept (n) values (${ahead})`
        throw new Error('undo')
      })
      await expect(undone).rejects.toThrow('undo')
      expect(await Promise.all(queries)).toEqual(queries.map((_, n) => n))
    }
    expect(await db.sql`select n from kept`).toEqual([])
  })
})
