import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createLog } from '../kernel/log.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { testCache } from '../testing/test-cache.ts'
import { connectDatabase, type Database } from './connect.ts'
import { refuseOld } from './connect-postgres.ts'

const log = createLog({ level: 'silent' })
let server: TestPostgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

const open = async (url: string) => {
  const db = await connectDatabase({ url, log, cache: testCache })
  onTestFinished(() => db.close())
  return db
}

describe.each([
  ['pglite', async (): Promise<string> => 'pglite:memory'],
  ['postgres', (): Promise<string> => server.createDatabase()],
] as const)('the database on %s', (kind, createUrl) => {
  let db: Database
  beforeAll(async () => {
    db = await connectDatabase({ url: await createUrl(), log, cache: testCache })
    await db.sql`create table counters (name text primary key, n int not null)`
  })
  afterAll(() => db.close())

  it('says what it is', () => {
    expect(db.kind).toBe(kind)
    expect(db.serverVersion).toBeGreaterThanOrEqual(150_000)
    expect(db.unclean).toBe(false)
  })

  it('gives int8 as a number and takes numbers for it', async () => {
    const [row] = await db.sql`select 9007199254740991::int8 as most, ${12}::int8 as number, count(*) as count from counters`
    expect(row).toEqual({ most: Number.MAX_SAFE_INTEGER, number: 12, count: 0 })
  })

  it('gives timestamptz as ISO 8601 in UTC with milliseconds and takes Dates and strings for it', async () => {
    const at = '2026-01-31T09:30:00.120Z'
    const [row] = await db.sql`select ${new Date(at)}::timestamptz as date, ${at}::timestamptz as string,
      '2026-01-31 10:30:00+01'::timestamptz as whole, '2026-01-31 09:30:00.123456+00'::timestamptz as micro,
      'infinity'::timestamptz as never, date '2026-01-31' as day`
    expect(row).toEqual({
      date: at,
      string: at,
      whole: '2026-01-31T09:30:00.000Z',
      micro: '2026-01-31T09:30:00.123Z',
      never: 'infinity',
      day: '2026-01-31',
    })
  })

  it('gives jsonb as values, whatever they are', async () => {
    const value = { type: 'x', value: [1, { text: 'a "quote", a \\ and a 🌙' }], none: null }
    const [row] =
      await db.sql`select ${db.sql.json(value)}::jsonb as object, ${db.sql.json('text')}::jsonb as text, 'null'::jsonb as nothing`
    expect(row).toEqual({ object: value, text: 'text', nothing: null })
  })

  it('takes a list of jsonb as a list of texts', async () => {
    const values = [{ type: 'kept', value: 1 }, ['a', 'b'], 'x', null]
    const packed = values.map((value) => (value === null ? null : JSON.stringify(value)))
    const rows = await db.sql<{ value: unknown }[]>`select value from unnest(${packed}::text[]::jsonb[]) as value`
    expect(rows.map(({ value }) => value)).toEqual(values)
  })

  it('takes and gives lists, also empty ones', async () => {
    const [row] = await db.sql`select ${['a', 'b,"c"']}::text[] as texts, ${[] as string[]}::text[] as none, ${[1, 2]}::int8[] as numbers`
    expect(row).toEqual({ texts: ['a', 'b,"c"'], none: [], numbers: [1, 2] })
  })

  it('carries a value of several megabytes both ways', async () => {
    const text = '🌙é"\\'.repeat(400_000)
    const [row] = await db.sql<{ text: string }[]>`select ${text}::text as text`
    expect(row?.text === text).toBe(true)
  })

  it('keeps what a transaction wrote, or nothing of it', async () => {
    await db.begin((tx) => tx`insert into counters values ('kept', 1)`)
    const failing = db.begin(async (tx) => {
      await tx`insert into counters values ('dropped', 1)`
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await db.sql`select name from counters where name in ('kept', 'dropped')`).toEqual([{ name: 'kept' }])
  })

  it('begins a transaction with options where the driver’s own form is used', async () => {
    const writing = db.sql.begin('read only', (tx) => tx`insert into counters values ('read only', 1)`)
    await expect(writing).rejects.toMatchObject({ code: '25006' })
  })

  it('survives an expected failure inside a savepoint', async () => {
    await db.sql`insert into counters values ('taken', 1)`
    const outcome = await db.begin(async (tx) => {
      const refused = await tx.savepoint((inner) => inner`insert into counters values ('taken', 2)`).catch((error) => error.code)
      const [row] = await tx`select n from counters where name = 'taken'`
      return { refused, row }
    })
    expect(outcome).toEqual({ refused: '23505', row: { n: 1 } })
  })

  it('loses no update of 300 transactions at once', async () => {
    await db.sql`insert into counters values ('shared', 0)`
    await Promise.all(
      Array.from({ length: 300 }, () =>
        db.begin(async (tx) => {
          const [row] = await tx<{ n: number }[]>`select n from counters where name = 'shared' for update`
          await tx`update counters set n = ${(row?.n ?? 0) + 1} where name = 'shared'`
        }),
      ),
    )
    expect(await db.sql`select n from counters where name = 'shared'`).toEqual([{ n: 300 }])
  })

  it.each([
    ['a query', (outer: Database) => outer.sql`select 1`],
    ['unsafe', (outer: Database) => outer.sql.unsafe('select 1')],
    ['a second transaction', (outer: Database) => outer.begin((tx) => tx`select 1`)],
    ['the driver’s own begin', (outer: Database) => outer.sql.begin((tx) => tx`select 1`)],
  ])('refuses %s through the outer handle inside a transaction', async (_, use) => {
    const work = db.begin(async (tx) => {
      await tx`select 1`
      await use(db)
    })
    await expect(work).rejects.toThrow('outer database handle inside a transaction')
    expect(await db.sql`select 1 as fine`).toEqual([{ fine: 1 }])
  })

  it('lets the outer handle build parts of a query inside a transaction', async () => {
    const [row] = await db.begin(
      (tx) => tx`select ${db.sql.json({ a: 1 })}::jsonb as value, n as ${db.sql('a name')} from counters limit 1`,
    )
    expect(row?.value).toEqual({ a: 1 })
  })

  it('lets work that a transaction merely woke use the outer handle', async () => {
    const woken = await db.begin(async (tx) => {
      const later = db.outside(async () => {
        await turn()
        return db.sql`select 'awake' as state`
      })
      await tx`select 1`
      return { later }
    })
    expect(await woken.later).toEqual([{ state: 'awake' }])
  })

  it('lets what began inside a transaction use the outer handle once it is over', async () => {
    let finish = () => {}
    const over = new Promise<void>((resolve) => {
      finish = resolve
    })
    const woken = await db.begin(async (tx) => {
      await tx`select 1`
      return { later: over.then(() => db.sql`select 'late' as state`) }
    })
    finish()
    expect(await woken.later).toEqual([{ state: 'late' }])
  })

  it('does not take another database’s transaction for its own', async () => {
    const other = await open(await createUrl())
    const rows = await db.begin(async () => other.sql`select 'other' as which`)
    expect(rows).toEqual([{ which: 'other' }])
  })
})

describe('the database on postgres', () => {
  it('is refused below version 15', () => {
    expect(() => refuseOld(140_011)).toThrow('This is Postgres 14. Sanctuary needs Postgres 15 or newer')
    expect(() => refuseOld(150_000)).not.toThrow()
  })

  it('says where it looked when there is none, and no password', async () => {
    const opening = connectDatabase({ url: 'postgres://me:hunter2@127.0.0.1:1/rooms?sslmode=disable', log, cache: testCache })
    const error = await opening.catch((reason) => reason)
    expect(error).toMatchObject({ name: 'SetupError', code: 'DATABASE_UNREACHABLE' })
    expect(error.message).toContain('127.0.0.1:1/rooms cannot be used')
    expect(error.message).not.toContain('hunter2')
  })

  it('gives up waiting for a lock after a second', async () => {
    const db = await open(await server.createDatabase())
    await db.sql`create table rooms (id int primary key)`
    await db.sql`insert into rooms values (1)`
    await db.begin(async (tx) => {
      await tx`select 1 from rooms where id = 1 for update`
      const second = db.outside(() => db.begin((other) => other`select 1 from rooms where id = 1 for update`))
      await expect(second).rejects.toMatchObject({ code: '55P03' })
    })
  })

  it('goes on after its connections were cut', async () => {
    const url = await server.createDatabase()
    const db = await open(url)
    const other = await open(url)
    await db.sql`select 1`
    await other.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    await db.sql`select 1`.catch(() => {}) // this one may have been on its way
    expect(await db.sql`select 2 as back`).toEqual([{ back: 2 }])
  })
})

describe('the address of a database', () => {
  it.each(['mysql://localhost', 'pglite:', './folder'])('%s is refused with the forms that work', async (url) => {
    await expect(connectDatabase({ url, log, cache: testCache })).rejects.toThrow('pglite:./folder or postgres://')
  })

  it('does not look at the variables of another Postgres when it is embedded', async () => {
    const before = { PGHOST: 'nowhere.invalid', PGDATABASE: 'nothing', PGSSLMODE: 'require', PGCONNECT_TIMEOUT: '1' }
    Object.assign(process.env, before)
    onTestFinished(() => {
      for (const name of Object.keys(before)) delete process.env[name]
    })
    const folder = await mkdtemp(join(tmpdir(), 'sanctuary-test-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const db = await open(`pglite:${folder}`)
    expect(await db.sql`select current_database() as name`).toEqual([{ name: 'postgres' }])
  })
})
