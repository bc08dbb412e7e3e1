import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import os from 'node:os'
import { promisify } from 'node:util'
import { currentBoot } from './boot.ts'

/** Who has a data folder open. `start` tells a process from a later one with the same number, where the system says it. */
export interface Owner {
  readonly host: string
  readonly boot: string
  readonly pid: number
  readonly start?: string
}

export async function ourselves(): Promise<Owner> {
  return { host: os.hostname(), boot: await currentBoot(), pid: process.pid, start: await startOf(process.pid) }
}

/**
 * What has become of an owner. `unknown` where it cannot be asked, such as in another container, or where the system does not say when a
 * process began, so that its number may be somebody else's by now.
 */
export async function whatBecameOf(owner: Owner, us: Owner): Promise<'running' | 'ended' | 'unknown'> {
  if (owner.host !== us.host || owner.boot !== us.boot || owner.start === undefined) return 'unknown'
  return (await startOf(owner.pid)) === owner.start ? 'running' : 'ended'
}

/** When a process began, in whatever words the system has for it. Undefined where there is no such process. */
async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined
  try {
    if (process.platform !== 'linux') return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim() || undefined
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] // field 22: clock ticks since boot
  } catch {
    return undefined
  }
}

const run = promisify(execFile)
