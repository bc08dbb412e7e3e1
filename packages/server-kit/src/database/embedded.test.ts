import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createLog } from '../kernel/log.ts'
import { testCache } from '../testing/test-cache.ts'
import { connectDatabase } from './connect.ts'
import { type EmbeddedWorkerOptions, startEmbeddedWorker } from './embedded-worker.ts'
import { prepareTemplate } from './template.ts'

const log = createLog({ level: 'silent' })
vi.setConfig({ testTimeout: 120_000 }) // each opens the database several times; a busy computer takes seconds for one

it('keeps its data in the folder', async () => {
  const folder = await temporaryFolder()
  const first = await open(folder)
  await first.sql`create table notes (text text)`
  await first.sql`insert into notes values ('kept')`
  await first.close()
  const second = await open(folder)
  expect(await second.sql`select text from notes`).toEqual([{ text: 'kept' }])
  expect(second.unclean).toBe(false)
  await second.close()
})

it('lets nobody else open the folder, and says which', async () => {
  const folder = await temporaryFolder()
  const first = await open(folder)
  await expect(open(folder)).rejects.toMatchObject({
    code: 'FOLDER_IN_USE',
    message: `Another Sanctuary server uses this folder (${folder}). Stop it, or choose another with --data.`,
  })
  await first.close()
  await (await open(folder)).close()
})

it('lets only one of several that start together open the folder', async () => {
  const folder = await temporaryFolder()
  const starts = await Promise.allSettled([open(folder), open(folder), open(folder)])
  const opened = starts.filter((start) => start.status === 'fulfilled')
  expect(opened).toHaveLength(1)
  await opened[0]?.value.close()
})

it('lets nobody else open the folder of a server that was too busy to keep its lock fresh', async () => {
  const folder = await temporaryFolder()
  const first = await open(folder)
  await utimes(join(folder, 'database.lock'), 0, 0)
  await expect(open(folder)).rejects.toMatchObject({ code: 'FOLDER_IN_USE' })
  await first.close()
})

it('takes over a stale lock of a server that cannot be asked, such as one in another container', async () => {
  const folder = await temporaryFolder()
  await (await open(folder)).close()
  await mkdir(join(folder, 'database.lock'))
  await utimes(join(folder, 'database.lock'), 0, 0)
  const owner = { host: 'another-container', boot: 'another', pid: 1, start: '1' }
  await writeFile(join(folder, 'state.json'), JSON.stringify({ owner, unclean: false }))
  const second = await open(folder)
  expect(second.unclean).toBe(true)
  await second.close()
})

it('opens the folder of a killed server at once, with all that was acknowledged', async () => {
  const folder = await temporaryFolder()
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', '--input-type=module', '-e', writeUntilKilled], {
    env: { ...process.env, FOLDER: folder, CACHE: testCache, CONNECT: new URL('./connect.ts', import.meta.url).href },
    cwd: dirname(new URL(import.meta.url).pathname),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let acknowledged = 0
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (lines) => {
      acknowledged += String(lines).split('\n').length - 1
      if (acknowledged > 50) resolve()
    })
  })
  child.kill('SIGKILL')
  await once(child, 'close') // every line it wrote has been read by then
  const db = await open(folder)
  const [row] = await db.sql<{ count: number }[]>`select count(*) from writes`
  expect(row?.count).toBeGreaterThanOrEqual(acknowledged)
  expect(db.unclean).toBe(false)
  await db.close()
})

it('says that acknowledged writes may be missing when the computer went down with it, until the epochs are changed', async () => {
  const folder = await temporaryFolder()
  const before = await open(folder)
  const inUse = await readFile(join(folder, 'state.json'), 'utf8')
  await before.close()
  await writeFile(join(folder, 'state.json'), inUse.replace(/"boot":"[^"]*"/, '"boot":"another"')) // as a power cut leaves it
  const first = await open(folder)
  expect(first.unclean).toBe(true)
  await first.close()
  const second = await open(folder)
  expect(second.unclean).toBe(true)
  await second.settled()
  expect(second.unclean).toBe(false)
  await second.close()
  const third = await open(folder)
  expect(third.unclean).toBe(false)
  await third.close()
})

it('leaves nothing behind when it was in memory', async () => {
  const before = await ours()
  const db = await connectDatabase({ url: 'pglite:memory', log, cache: testCache })
  expect((await ours()).length).toBeGreaterThan(before.length)
  await db.close()
  expect(await ours()).toEqual(before)
})

it('can be reached by this user only', async () => {
  const worker = await startWorker()
  const path = 'path' in worker.address ? worker.address.path : ''
  expect((await stat(dirname(path))).mode & 0o777).toBe(0o700)
  await worker.stop()
  await expect(stat(dirname(path))).rejects.toThrow('ENOENT')
})

it('finds a place for its socket when the folder’s path is long', async () => {
  const worker = await startWorker({ socketFolder: join(await temporaryFolder(), 'x'.repeat(100)) })
  const path = 'path' in worker.address ? worker.address.path : ''
  expect(dirname(dirname(path))).toBe(tmpdir())
  await worker.stop()
  await expect(stat(dirname(path))).rejects.toThrow('ENOENT')
})

it('listens on loopback, with a warning, where there are no Unix sockets', async () => {
  const lines: string[] = []
  const worker = await startWorker({ transport: 'tcp', log: createLog({ destination: { write: (line) => lines.push(line) } }) })
  expect(worker.address).toEqual({ host: '127.0.0.1', port: expect.any(Number) })
  expect(lines.join()).toContain('every program on this computer can reach it')
  await worker.stop()
})

it('tells once when its thread dies, and not when it is stopped', async () => {
  const told: Error[] = []
  let dead = () => {}
  const death = new Promise<void>((resolve) => {
    dead = resolve
  })
  const onFatal = (error: Error) => {
    told.push(error)
    dead()
  }
  const dying = await startWorker({ onFatal })
  await dying.thread.terminate()
  await death
  expect(told).toMatchObject([{ code: 'DATABASE_STOPPED', message: expect.stringContaining('Start the server again') }])
  const stopped = await startWorker({ onFatal })
  await stopped.stop()
  expect(told).toHaveLength(1)
})

it('stops even while a query does not end', async () => {
  const worker = await startWorker()
  let tell = () => {}
  const running = new Promise<void>((resolve) => {
    tell = resolve
  })
  const sql = postgres({ ...worker.address, database: 'postgres', username: 'postgres', max: 1, onnotice: () => tell() })
  const endless = sql`do $$ begin raise notice 'running'; loop end loop; end $$`.catch((error) => error.code)
  await running
  await worker.stop(100)
  expect(['CONNECTION_CLOSED', 'ECONNRESET']).toContain(await endless)
  await sql.end({ timeout: 0 })
})

it('says when its files are damaged, and lets go of the folder', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'files'))
  await writeFile(join(folder, 'files', 'PG_VERSION'), 'damaged')
  await expect(open(folder)).rejects.toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.stringContaining(`The embedded database in ${join(folder, 'files')} does not start`),
  })
  await rm(join(folder, 'files'), { recursive: true })
  await (await open(folder)).close()
})

it('is made without a template where the cache cannot be written', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'cache'), 'not a folder')
  const db = await connectDatabase({ url: `pglite:${join(folder, 'data')}`, log, cache: join(folder, 'cache') })
  expect(await db.sql`select 1 as here`).toEqual([{ here: 1 }])
  await db.close()
})

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sanctuary-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const open = (folder: string) => connectDatabase({ url: `pglite:${folder}`, log, cache: testCache })

async function startWorker(options: Partial<EmbeddedWorkerOptions> = {}) {
  const folder = await temporaryFolder()
  const template = await prepareTemplate(testCache)
  return startEmbeddedWorker({
    files: join(folder, 'files'),
    template,
    socketFolder: join(folder, 'socket'),
    log,
    onFatal: () => {},
    ...options,
  })
}

/** What a database in memory puts into the folder for temporary files. */
const ours = async () => (await readdir(tmpdir())).filter((name) => name.startsWith(`sanctuary-memory-${process.pid}-`))

const writeUntilKilled = `
  const { connectDatabase } = await import(process.env.CONNECT)
  const log = { warn() {}, fatal() {} }
  const { sql } = await connectDatabase({ url: 'pglite:' + process.env.FOLDER, log, cache: process.env.CACHE })
  await sql\`create table writes (n int)\`
  for (let n = 0; ; n++) {
    await sql\`insert into writes values (\${n})\`
    process.stdout.write(n + '\\n')
  }`
