import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ConnectOptions, Database } from './database.ts'
import { openDriver } from './driver-options.ts'
import { startEmbeddedWorker } from './embedded-worker.ts'
import { lockFolder } from './folder-lock.ts'
import { guardTransactions } from './guard.ts'
import { makeFiles, prepareTemplate } from './template.ts'

/**
 * Opens the embedded database of a folder, made if it is not there.
 * @param name - what follows `pglite:`: a folder, or `memory` for one that is gone when it is closed
 */
export async function connectEmbedded(name: string, options: ConnectOptions): Promise<Database> {
  const { log, onFatal = (error) => log.fatal(error) } = options
  const temporary = name === 'memory'
  const folder = temporary ? await mkdtemp(join(tmpdir(), `sanctuary-memory-${process.pid}-`)) : resolve(name)
  const lock = await lockFolder(folder, onFatal)
  const release = async () => {
    await lock.release()
    if (temporary) await rm(folder, { recursive: true, force: true })
  }
  try {
    const files = join(folder, 'files')
    const template = await templateFor(files, options)
    const worker = await startEmbeddedWorker({ files, template, socketFolder: join(folder, 'socket'), log, onFatal })
    const sql = openDriver(undefined, {
      ...worker.address,
      // Everything is said here so that PGHOST and the like, meant for another database, change nothing.
      database: 'postgres',
      username: 'postgres',
      password: '',
      ssl: false,
      max: 1, // its wire serves one connection: the messages of two interleave
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: 10,
    })
    const [row] = await sql<{ version: number }[]>`select current_setting('server_version_num')::int as version`
    return {
      ...guardTransactions(sql),
      kind: 'pglite',
      serverVersion: row?.version ?? 0,
      get unclean() {
        return lock.unclean
      },
      settled: lock.settled,
      async close() {
        await sql.end({ timeout: 5 })
        await worker.stop()
        await release()
      },
    }
  } catch (error) {
    await release()
    throw error
  }
}

/** What the database's files are copied from if they are not there yet; without a template they are made here and now. */
async function templateFor(files: string, { cache, log }: ConnectOptions): Promise<string | undefined> {
  if (existsSync(files)) return undefined
  try {
    return await prepareTemplate(cache)
  } catch (error) {
    log.warn(
      { err: error },
      'The template of an empty database cannot be kept, so one is made from nothing: this takes a few seconds more.',
    )
    await makeFiles(files)
    return undefined
  }
}
