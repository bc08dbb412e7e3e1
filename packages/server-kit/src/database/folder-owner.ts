import { readFile } from 'node:fs/promises'
import os from 'node:os'
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

/** Whether the owner was a process of this very system and has ended. False when that cannot be known, such as in another container. */
export async function hasEnded(owner: Owner, us: Owner): Promise<boolean> {
  if (owner.host !== us.host || owner.boot !== us.boot) return false
  if (owner.start !== undefined) return (await startOf(owner.pid)) !== owner.start
  return !isRunning(owner.pid)
}

/** Linux: the process's start in clock ticks since boot, field 22. Undefined where there is no such process, or no such file. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
