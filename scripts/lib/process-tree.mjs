import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Ends a process, everything below it and everything left in its group: first asking, then, after `graceMs`, by force.
 * The group catches what outlived its parent, the tree what left the group.
 */
export async function killTree(pid, graceMs = 5_000) {
  const targets = [...descendants(pid), pid, -pid]
  for (const target of targets) signal(target, 'SIGTERM')
  const deadline = Date.now() + graceMs
  while (targets.some(isRunning) && Date.now() < deadline) await wait(50)
  for (const target of targets) signal(target, 'SIGKILL')
}

/**
 * Every process below `pid`, deepest first.
 * @param {number | undefined} pid
 * @returns {number[]}
 */
export function descendants(pid, all = processes()) {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [...descendants(child.pid, all), child.pid])
}

/** Slim Linux images have no `ps`; other systems have no /proc. */
const processes = () => (existsSync('/proc/self/stat') ? fromProc() : fromPs())

function fromProc() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        return [{ pid: Number(name), parent: Number(parent) }]
      } catch {
        return [] // it ended while we looked
      }
    })
}

function fromPs() {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => line.trim().split(/\s+/).map(Number)).map(([pid, parent]) => ({ pid, parent }))
}

/**
 * Whether a process runs, or for a negative number anyone in that group. Whoever has ended and was not fetched by its parent
 * does not run, though it can still be signalled.
 * @param {number} target
 */
export function isRunning(target) {
  if (!signal(target, 0)) return false
  try {
    return stateOf(target) !== 'Z'
  } catch {
    return target < 0 || !existsSync('/proc/self/stat') // only Linux tells
  }
}

function stateOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
}

/** Whether there was anyone to signal. */
function signal(target, name) {
  try {
    return process.kill(target, name)
  } catch {
    return false
  }
}
