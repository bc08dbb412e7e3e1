import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realServer } from '../../../livekit/testing/real-server.ts'

/** The real media server's program, behind a gate: it starts when a test lets it, and can be killed. */
export interface SlowServer {
  /** Path of a program that starts it. */
  readonly binary: string
  open(): Promise<void>
  shut(): Promise<void>
  /** Ends the running one as a crash does. */
  crash(): Promise<void>
  remove(): Promise<void>
}

/** Its gate is shut at first. */
export async function createSlowServer(): Promise<SlowServer> {
  const real = await realServer()
  const folder = await mkdtemp(join(tmpdir(), 'sanctuary-slow-'))
  const [binary, gate, running] = ['livekit-server', 'gate', 'pid'].map((name) => join(folder, name)) as [string, string, string]
  // `exec` keeps the process id, which is also written down. The program gets an environment without a PATH.
  await writeFile(
    binary,
    `#!/bin/sh
[ "$1" = --version ] && exec "${real}" --version
PATH=/usr/bin:/bin
echo $$ > "${running}"
until [ -e "${gate}" ]; do sleep 0.05; done
exec "${real}" "$@"
`,
    { mode: 0o755 },
  )
  return {
    binary,
    open: () => writeFile(gate, ''),
    shut: () => rm(gate, { force: true }),
    crash: async () => void process.kill(Number(await readFile(running, 'utf8')), 'SIGKILL'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
