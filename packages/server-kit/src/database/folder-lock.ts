import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { lock } from 'proper-lockfile'
import { SetupError } from '../kernel/setup-error.ts'
import { sameBoot } from './boot.ts'
import { type Owner, ourselves, whatBecameOf } from './folder-owner.ts'

/** A data folder that nobody else can open until it is released. */
export interface FolderLock {
  /** The folder was not released and the computer has been started anew since, and nobody has called `settled`. */
  readonly unclean: boolean
  settled(): Promise<void>
  release(): Promise<void>
}

interface State {
  readonly owner?: Owner
  readonly unclean: boolean
}

/**
 * Takes a data folder for this process. A folder whose owner was killed is taken over at once.
 * @param onLost - told when somebody else took the folder, such as while the computer slept: nothing may be written any more
 */
export async function lockFolder(folder: string, onLost: (error: Error) => void): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const us = await ourselves()
  let lost = false
  const onCompromised = (error: Error) => {
    lost = true
    onLost(new SetupError('FOLDER_IN_USE', `The folder ${resolve(folder)} was taken from this server. Start it again.`, error))
  }
  const letGo = await takeTurn(folder, async () => {
    const { owner } = await readState(folder)
    const became = owner && (await whatBecameOf(owner, us))
    if (became === 'running') throw inUse(folder) // also when it has been too busy to keep its lock fresh
    if (became === 'ended') await rm(`${lockedFile(folder)}.lock`, { recursive: true, force: true })
    return acquire(folder, became === 'unknown' ? 12_000 : 1000, onCompromised)
  }).catch((error) => {
    throw (error as NodeJS.ErrnoException).code === 'ELOCKED' ? inUse(folder) : error
  })
  const before = await readState(folder)
  let unclean = before.unclean || (before.owner !== undefined && !sameBoot(before.owner.boot, us.boot))
  await writeState(folder, { owner: us, unclean })
  return {
    get unclean() {
      return unclean
    },
    async settled() {
      unclean = false
      await writeState(folder, { owner: us, unclean })
    },
    async release() {
      if (lost) return // what is written there is somebody else's
      await writeState(folder, { unclean })
      await letGo()
    },
  }
}

/** One process at a time judges whether the owner is gone; otherwise two could each remove the lock the other had just taken. */
async function takeTurn<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const release = await lock(join(folder, 'turn'), {
    realpath: false,
    stale: 5000,
    retries: { retries: 200, factor: 1, minTimeout: 100, maxTimeout: 100 },
  })
  try {
    return await work()
  } finally {
    await release()
  }
}

/** An owner that cannot be asked and was killed leaves a lock that goes stale within ten seconds; one that is closing needs a moment. */
function acquire(folder: string, patienceMs: number, onCompromised: (error: Error) => void) {
  const retries = { retries: patienceMs / 100, factor: 1, minTimeout: 100, maxTimeout: 100 }
  return lock(lockedFile(folder), { realpath: false, stale: 10_000, retries, onCompromised })
}

// proper-lockfile keeps its books by this name, so each lock has its own. The file need not exist; the lock is `<name>.lock` beside it.
const lockedFile = (folder: string) => join(folder, 'database')
const statePath = (folder: string) => join(folder, 'state.json')

async function readState(folder: string): Promise<State> {
  try {
    return JSON.parse(await readFile(statePath(folder), 'utf8')) as State
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { unclean: false }
    if (error instanceof SyntaxError) return { unclean: true } // half written when the power went
    throw error
  }
}

async function writeState(folder: string, state: State): Promise<void> {
  const next = `${statePath(folder)}.new`
  await writeFile(next, JSON.stringify(state), { mode: 0o600, flush: true })
  await rename(next, statePath(folder))
}

function inUse(folder: string): SetupError {
  return new SetupError(
    'FOLDER_IN_USE',
    `Another Sanctuary server uses this folder (${resolve(folder)}). Stop it, or choose another with --data.`,
  )
}
