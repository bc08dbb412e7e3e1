import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Makes sure that a child does not outlive this process, however this process ends. Two things watch: an `exit` listener,
 * and a tiny shell that waits for the pipe from us to break, which also covers SIGKILL, where no code of ours runs any more.
 * @param child - spawned with `detached: true`: it leads a process group, so that its own children end too and Ctrl-C
 * in the terminal reaches us first. Both stop watching when it ends, so that a recycled process id is never hit
 */
export function endWithParent(child: ChildProcess): void {
  const { pid } = child
  if (pid === undefined) return

  const guard = spawn('/bin/sh', ['-c', guardScript, 'guard', String(pid)], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  // Without a shell the `exit` listener still stands.
  guard.on('error', () => {})
  guard.stdin.on('error', () => {})
  guard.unref()
  // A pipe to a child is a socket in Node; it must not keep the process running.
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()

  const onExit = () => killGroup(pid, 'SIGKILL')
  process.once('exit', onExit)

  child.once('exit', () => {
    process.off('exit', onExit)
    guard.stdin.end('released\n')
  })
}

/** Signals a process and everything it started; one that has already ended is fine. */
export function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** `read` fails only at the end of the pipe, that is when nobody is left to write "released". */
const guardScript = 'read -r line || { kill -s TERM -- "-$1"; sleep 1; kill -s KILL -- "-$1"; }'
