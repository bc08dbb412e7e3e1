import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Log } from '../kernel/log.ts'
import { SetupError } from '../kernel/setup-error.ts'

/** The embedded database, running in its thread. */
export interface EmbeddedWorker {
  /** Where the driver finds it. */
  readonly address: { readonly path: string } | { readonly host: string; readonly port: number }
  readonly thread: Worker
  /** @param patienceMs - after so long it is ended as a killed server would be; default 5,000 */
  stop(patienceMs?: number): Promise<void>
}

export interface EmbeddedWorkerOptions {
  /** Folder of the database's files. */
  readonly files: string
  /** What the files are copied from if they are not there. */
  readonly template?: string | undefined
  /** Folder for the socket, made anew. Where its path is too long another one is taken. */
  readonly socketFolder: string
  readonly log: Log
  /** Told once when the thread dies by itself. Nothing can be stored from then on. */
  readonly onFatal: (error: Error) => void
  /** `unix`: only this user can reach it. `tcp`: loopback without a password. Default: `unix` where there is such a thing. */
  readonly transport?: 'unix' | 'tcp'
}

/** Starts the embedded database and waits until it accepts connections. */
export async function startEmbeddedWorker(options: EmbeddedWorkerOptions): Promise<EmbeddedWorker> {
  const { log, transport = process.platform === 'win32' ? 'tcp' : 'unix' } = options
  if (transport === 'unix') {
    try {
      return await start(options, await makeSocketFolder(options.socketFolder))
    } catch (error) {
      if (!noSockets.has(codeOf(error))) throw error
    }
  }
  log.warn('The embedded database listens on a loopback port without a password: every program on this computer can reach it.')
  return start(options, undefined)
}

/** Of mode 0700. A socket's path has room for some hundred bytes. */
async function makeSocketFolder(wanted: string): Promise<string> {
  if (Buffer.byteLength(wanted) > 90) return mkdtemp(join(tmpdir(), 'sanctuary-'))
  await rm(wanted, { recursive: true, force: true }) // what a killed server left
  await mkdir(wanted, { mode: 0o700 })
  return wanted
}

async function start({ files, template, onFatal }: EmbeddedWorkerOptions, socketFolder: string | undefined): Promise<EmbeddedWorker> {
  const socket = socketFolder && join(socketFolder, 'database')
  const thread = new Worker(new URL('./pglite-worker.mjs', import.meta.url), {
    workerData: { files, template, socket, startParams: ['-c', 'shared_buffers=32MB'] },
    execArgv: [], // not the loaders of this process
  })
  let phase: 'starting' | 'running' | 'stopping' = 'starting'
  let failure: unknown
  thread.on('error', (error) => {
    failure = error
  })
  const ended = new Promise((resolve) => thread.once('exit', resolve)).then(async () => {
    if (socketFolder) await rm(socketFolder, { recursive: true, force: true })
    if (phase === 'running') onFatal(stopped(failure))
  })
  const address = await new Promise<string | undefined>((resolve) => {
    thread.once('message', (message: { address: string }) => resolve(message.address))
    void ended.then(() => resolve(undefined))
  })
  if (address === undefined) throw noSockets.has(codeOf(failure)) ? failure : unusable(files, failure)
  phase = 'running'
  return {
    address: socket ? { path: socket } : { host: '127.0.0.1', port: Number(address.split(':').at(-1)) },
    thread,
    async stop(patienceMs = 5000) {
      phase = 'stopping'
      thread.postMessage('stop')
      // A query that does not end blocks the thread, and with it the wish to stop.
      const impatience = setTimeout(() => void thread.terminate(), patienceMs)
      await ended
      clearTimeout(impatience)
    },
  }
}

/** What the system says where it has no Unix sockets, or not in this folder. */
const noSockets = new Set(['EACCES', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'ENAMETOOLONG', 'EADDRNOTAVAIL'])

const stopped = (cause: unknown) =>
  new SetupError('DATABASE_STOPPED', 'The embedded database stopped. Start the server again: nothing that was acknowledged is lost.', cause)

/** The engine throws errors of its own, which are no `Error`s. */
function unusable(files: string, cause: unknown): SetupError {
  const reason = cause instanceof Error ? cause.message : JSON.stringify(cause)
  return new SetupError(
    'DATABASE_UNREACHABLE',
    `The embedded database in ${files} does not start (${reason}). If its files are damaged, restore a backup, or choose another folder with --data.`,
    cause,
  )
}

const codeOf = (error: unknown) => String((error as NodeJS.ErrnoException | undefined)?.code)
