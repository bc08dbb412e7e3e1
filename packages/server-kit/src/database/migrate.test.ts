import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createLog } from '../kernel/log.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { testCache } from '../testing/test-cache.ts'
import { connectDatabase, type Database } from './connect.ts'
import { migrate } from './migrate.ts'

const log = createLog({ level: 'silent' })
let server: TestPostgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

const rooms = { '0001-rooms.sql': 'create table rooms (id text primary key);\ncreate index on rooms (id);' }
const states = { '0002-states.sql': "alter table rooms add column state text not null default 'live';" }

describe.each([
  ['pglite', async (): Promise<string> => 'pglite:memory'],
  ['postgres', (): Promise<string> => server.createDatabase()],
] as const)('migrations on %s', (_, createUrl) => {
  let db: Database
  beforeAll(async () => {
    db = await connectDatabase({ url: await createUrl(), log, cache: testCache })
  })
  afterAll(() => db.close())
  beforeEach(async () => {
    await db.sql.unsafe('drop schema public cascade; create schema public')
  })

  it('run once, in order, module by module', async () => {
    const kernel = { module: 'kernel', folder: await folderOf({ ...states, ...rooms }) }
    const chat = {
      module: 'chat',
      folder: pathToFileURL(`${await folderOf({ '0001-pins.sql': 'create table pins (room text references rooms (id));' })}/`),
    }
    expect(await migrate(db, [kernel, chat])).toEqual(['kernel/0001-rooms.sql', 'kernel/0002-states.sql', 'chat/0001-pins.sql'])
    await db.sql`insert into rooms values ('one')`
    expect(await migrate(db, [kernel, chat])).toEqual([])
    expect(await db.sql`select * from rooms`).toEqual([{ id: 'one', state: 'live' }])
  })

  it('apply only what came with the newer version', async () => {
    await migrate(db, [{ module: 'kernel', folder: await folderOf(rooms) }])
    expect(await migrate(db, [{ module: 'kernel', folder: await folderOf({ ...rooms, ...states }) }])).toEqual(['kernel/0002-states.sql'])
  })

  it('may hold functions and several statements', async () => {
    const sql = 'create function two() returns int language plpgsql as $f$ begin return 2; end $f$;\nselect two();'
    await migrate(db, [{ module: 'kernel', folder: await folderOf({ '0001-functions.sql': sql }) }])
    expect(await db.sql`select two()`).toEqual([{ two: 2 }])
  })

  it('refuse a file that is not the one that was applied', async () => {
    await migrate(db, [{ module: 'kernel', folder: await folderOf(rooms) }])
    const changed = { '0001-rooms.sql': `${rooms['0001-rooms.sql']} -- and more` }
    await expect(migrate(db, [{ module: 'kernel', folder: await folderOf(changed) }])).rejects.toMatchObject({
      code: 'MIGRATION_CHANGED',
      message: expect.stringContaining('Migration kernel/0001-rooms.sql is not the one that was applied'),
    })
  })

  it('do not take other line ends for a change', async () => {
    await migrate(db, [{ module: 'kernel', folder: await folderOf(rooms) }])
    const windows = { '0001-rooms.sql': rooms['0001-rooms.sql'].replaceAll('\n', '\r\n') }
    expect(await migrate(db, [{ module: 'kernel', folder: await folderOf(windows) }])).toEqual([])
  })

  it('refuse a database written by a newer version', async () => {
    await migrate(db, [{ module: 'kernel', folder: await folderOf({ ...rooms, ...states }) }])
    await expect(migrate(db, [{ module: 'kernel', folder: await folderOf(rooms) }])).rejects.toMatchObject({
      code: 'SCHEMA_NEWER',
      message: expect.stringContaining('written by a newer version of Sanctuary (kernel/0002-states.sql'),
    })
  })

  it('leave alone what a module that is no longer mounted made', async () => {
    await migrate(db, [{ module: 'chat', folder: await folderOf({ '0001-pins.sql': 'create table pins (id int);' }) }])
    expect(await migrate(db, [{ module: 'kernel', folder: await folderOf(rooms) }])).toEqual(['kernel/0001-rooms.sql'])
    expect(await db.sql`select * from pins`).toEqual([])
  })

  it('keep nothing of a file that fails, and say where it failed', async () => {
    const broken = { ...rooms, '0002-broken.sql': 'create table extra (id int);\n\nselect * from nothing;' }
    await expect(migrate(db, [{ module: 'kernel', folder: await folderOf(broken) }])).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/^Migration kernel\/0002-broken.sql failed in line 3: relation "nothing" does not exist/),
    })
    expect(await db.sql`select to_regclass('rooms') is not null as first, to_regclass('extra') is null as second`).toEqual([
      { first: true, second: true },
    ])
    expect(await migrate(db, [{ module: 'kernel', folder: await folderOf({ ...rooms, ...states }) }])).toEqual(['kernel/0002-states.sql'])
  })

  it.each([[['1-rooms.sql']], [['0002-rooms.sql']], [['0001-rooms.sql', '0003-states.sql']], [['0001-a.sql', '0001-b.sql']]])(
    'refuse %j, which are not numbered without a gap',
    async (names) => {
      const folder = await folderOf(Object.fromEntries(names.map((name) => [name, 'select 1;'])))
      await expect(migrate(db, [{ module: 'kernel', folder }])).rejects.toMatchObject({ code: 'MIGRATION_CHANGED' })
    },
  )
})

it('nodes that start together apply each migration once', async () => {
  const url = await server.createDatabase()
  const folder = await folderOf({ ...rooms, ...states, '0003-slow.sql': 'select pg_sleep(0.3); create table slow (id int);' })
  const nodes = await Promise.all(Array.from({ length: 4 }, () => connectDatabase({ url, log, cache: testCache })))
  onTestFinished(async () => {
    await Promise.all(nodes.map((node) => node.close()))
  })
  const applied = await Promise.all(nodes.map((node) => migrate(node, [{ module: 'kernel', folder }])))
  expect(applied.flat().sort()).toEqual(['kernel/0001-rooms.sql', 'kernel/0002-states.sql', 'kernel/0003-slow.sql'])
})

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sanctuary-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await mkdir(folder, { recursive: true })
  await Promise.all(Object.entries(files).map(([name, sql]) => writeFile(join(folder, name), sql)))
  return folder
}
