import { readFile } from 'node:fs/promises'
import os from 'node:os'

/** Which start of the computer this is. Data not yet written to the disk outlives a killed process, but not a boot. */
export async function currentBoot(): Promise<string> {
  try {
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
  } catch {
    return `up-since:${Math.round(Date.now() / 1000 - os.uptime())}`
  }
}

/** Compares two boots. Where the system gives no id the start time is compared, with room for a corrected clock. */
export function sameBoot(one: string, other: string): boolean {
  const [first, second] = [one, other].map((boot) => /^up-since:(\d+)$/.exec(boot)?.[1])
  if (first === undefined || second === undefined) return one === other
  return Math.abs(Number(first) - Number(second)) < 120
}
