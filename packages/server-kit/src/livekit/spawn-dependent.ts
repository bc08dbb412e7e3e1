import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import type { Environment } from './environment.ts'

/**
 * Starts a program that does not outlive this process, however this process ends. Two things see to it: an `exit` listener, and a
 * shell beside the program that waits for a pipe from us to break, which also covers SIGKILL, where no code of ours runs any more.
 * That shell is there before the program is, so there is no moment without it.
 *
 * The program leads a process group of its own: what it starts ends with it, and Ctrl-C in a terminal reaches us first.
 * @param options.env - everything the program gets
 * @returns the process, with nothing to read on its standard input; a program that cannot be run ends with code 126 or 127
 */
export function spawnDependent(
  program: string,
  args: readonly string[],
  options: { env: Environment; cwd?: string },
): ChildProcessWithoutNullStreams {
  const child = spawn('/bin/sh', ['-c', script, 'sh', program, ...args], {
    cwd: options.cwd,
    env: { ...options.env },
    stdio: 'pipe',
    detached: true,
  })
  const onExit = () => child.pid && killGroup(child.pid, 'SIGKILL')
  process.once('exit', onExit)
  // The watching shell may be gone when we say that it is over.
  child.stdin.on('error', () => {})
  child.once('exit', () => {
    process.off('exit', onExit)
    child.stdin.end('over\n')
  })
  return child
}

/** Signals a process and everything it started; one that has already ended is fine. */
export function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/**
 * `read` fails only at the end of the pipe, that is when nobody is left to write "over". `exec` keeps the process id, so the program
 * itself is our child.
 */
const script = `
exec 3<&0 </dev/null
{ trap '' TERM; read -r line <&3 || { kill -s TERM -- "-$$"; sleep 1; kill -s KILL -- "-$$"; }; } >/dev/null 2>&1 &
exec "$@" 3<&-
`
