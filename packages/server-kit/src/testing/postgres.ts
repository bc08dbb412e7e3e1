import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'

/** A real Postgres of one's own, empty and temporary, on a free loopback port. */
export interface TestPostgres {
  /** Address of its first database. */
  readonly url: string
  /** The server's process, to be stopped and continued by tests of faults. */
  readonly process: ChildProcess
  /** @returns the address of a new, empty database */
  createDatabase(): Promise<string>
  /** Ends the server and removes its files. */
  stop(): Promise<void>
}

const debian = '/usr/lib/postgresql'
const run = promisify(execFile)

/**
 * Starts Postgres, in about a second. It ends with this process, however that ends. As root it runs as the user `postgres`, since it
 * refuses to run as root.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const programs = await findPrograms()
  const user = process.getuid?.() === 0 ? postgresUser() : {}
  const folder = await mkdtemp('/tmp/sanctuary-postgres-') // not the test's TMPDIR: the path of a Unix socket must be short
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  await run(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], {
    ...user,
    cwd: folder,
  })
  const { child, port } = await launch(join(programs, 'postgres'), folder, user)
  const url = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`
  return {
    url: url('postgres'),
    process: child,
    async createDatabase() {
      const name = `test_${randomUUID().replaceAll('-', '')}`
      const sql = postgres(url('postgres'), { max: 1, onnotice: () => {} })
      await sql`create database ${sql(name)}`
      await sql.end()
      return url(name)
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGCONT')
        child.kill('SIGINT') // "fast": rolls back, does not wait for clients
        await ended
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface User {
  readonly uid?: number
  readonly gid?: number
}

const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '100',
  listen_addresses: '127.0.0.1',
  lc_messages: 'C',
}

/** Waits beside the server for the pipe from us to break, which also happens when this process is killed, and then ends it. */
const guarded = '(read -r _ <&3; kill -INT $$) & exec "$@" 3<&-'

/** A free port may be taken by somebody else before Postgres has it; then another one is tried. */
async function launch(program: string, folder: string, user: User, tries = 5): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort()
  const given = Object.entries({ ...settings, port, unix_socket_directories: folder }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = spawn('/bin/sh', ['-c', guarded, 'sh', program, '-D', join(folder, 'data'), ...given], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const [, , stderr, bond] = child.stdio
  bond?.on('error', () => {}) // the guard may have ended first
  child.once('exit', () => bond && 'end' in bond && bond.end())
  const problem = await new Promise<string | undefined>((resolve) => {
    let output = ''
    stderr?.on('data', (chunk) => {
      output = (output + chunk).slice(-4000)
      if (output.includes('ready to accept connections')) resolve(undefined)
    })
    child.once('exit', () => resolve(output))
  })
  if (problem === undefined) return { child, port }
  if (tries > 1 && problem.includes('Address already in use')) return launch(program, folder, user, tries - 1)
  throw new Error(`Postgres did not start:\n${problem}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('There is no free port.'))))
    })
  })
}

/** The newest of Debian's folders, or the one on PATH. */
async function findPrograms(): Promise<string> {
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : []
  const newest = Math.max(...versions.filter((version) => version >= 15))
  if (Number.isFinite(newest)) return join(debian, String(newest), 'bin')
  const asked = await run('pg_config', ['--bindir']).catch(() => undefined)
  if (!asked) throw new Error('Postgres 15 or newer is not installed. Get it with: sudo apt-get install postgresql')
  return asked.stdout.trim()
}

function postgresUser(): User {
  const [, , uid, gid] =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith('postgres:'))
      ?.split(':') ?? []
  if (!uid || !gid) throw new Error('Postgres refuses to run as root, and there is no user called postgres. Run the tests as another user.')
  return { uid: Number(uid), gid: Number(gid) }
}
