import { mkdtemp, rm } from 'node:fs/promises'
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
  stop(): Promise<void>
}

export interface EmbeddedWorkerOptions {
  /** Folder of the database's files, made by `initdb`. */
  readonly files: string
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
      return await start(options, await mkdtemp(join(tmpdir(), 'sanctuary-')))
    } catch (error) {
      if (!['EACCES', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'ENAMETOOLONG'].includes(codeOf(error))) throw error
    }
  }
  log.warn('The embedded database listens on a loopback port without a password: every program on this computer can reach it.')
  return start(options, undefined)
}

/** @param socketFolder - of mode 0700, removed with the worker */
async function start({ files, onFatal }: EmbeddedWorkerOptions, socketFolder: string | undefined): Promise<EmbeddedWorker> {
  const socket = socketFolder && join(socketFolder, 'database')
  const thread = new Worker(new URL('./pglite-worker.mjs', import.meta.url), {
    workerData: { folder: files, socket, startParams: ['-c', 'shared_buffers=32MB'] },
    execArgv: [], // not the loaders of this process
  })
  let stopping = false
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()))
  const tidy = () => (socketFolder ? rm(socketFolder, { recursive: true, force: true }) : Promise.resolve())
  let failure: Error | undefined
  thread.on('error', (error) => {
    failure = error as Error
  })
  thread.once('exit', () => {
    if (!stopping)
      onFatal(
        new SetupError('DATABASE_STOPPED', 'The embedded database stopped. Start the server again; nothing acknowledged is lost.', failure),
      )
  })
  const address = await firstAddress(thread, () => failure).catch(async (error) => {
    stopping = true
    await tidy()
    throw error
  })
  return {
    address: socket ? { path: socket } : { host: '127.0.0.1', port: Number(address.split(':').at(-1)) },
    thread,
    async stop() {
      stopping = true
      thread.postMessage('stop')
      await ended
      await tidy()
    },
  }
}

function firstAddress(thread: Worker, failure: () => Error | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    thread.once('message', ({ address }: { address: string }) => resolve(address))
    thread.once('exit', () => reject(failure() ?? new Error('The embedded database ended while starting.')))
  })
}

const codeOf = (error: unknown) => String((error as NodeJS.ErrnoException).code)
