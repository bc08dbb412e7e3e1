import { spawn } from 'node:child_process'
import { killTree } from './process-tree.mjs'

/**
 * Starts a command in a process group of its own, so that it can be ended with all it started.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export const startGroup = (command, args, options) =>
  spawn(command, args, { detached: true, shell: process.platform === 'win32', ...options }) // npx is a .cmd file on Windows

const running = new Set()

/**
 * Runs a command to its end and streams what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, limitMs?: number }} [options]
 *   `capture` collects what it prints instead of showing it; after `limitMs` it is ended with everything it started.
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>} `code` is 127 when the command does not exist.
 */
export function run(command, args, { cwd, env = process.env, capture = false, limitMs } = {}) {
  return new Promise((resolve) => {
    const output = []
    let timedOut = false
    const child = startGroup(command, args, { cwd, env, stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'] })
    const timer = limitMs && setTimeout(onLimit, limitMs)
    running.add(child)
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    let stopping
    let leftovers
    child.on('error', (error) => settle(127, `${error.message}\n`))
    child.on('exit', () => {
      leftovers = killTree(child.pid)
    })
    child.on('close', async (code) => {
      await Promise.all([stopping, leftovers])
      settle(code ?? 1)
    })

    function onLimit() {
      timedOut = true
      stopping = killTree(child.pid)
    }
    function settle(code, lastWords = '') {
      clearTimeout(timer)
      running.delete(child)
      resolve({ code, output: Buffer.concat(output).toString() + lastWords, timedOut })
    }
  })
}

/** When this process is told to stop, everything it runs stops first. */
export function stopRunningOnSignal() {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ]) {
    process.once(signal, async () => {
      await Promise.all([...running].map((child) => killTree(child.pid)))
      process.exit(128 + number)
    })
  }
}
