import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The example site as `npm start` runs it, in a process of its own. */
export interface Site {
  readonly url: string
  /** Process ids of the media servers below it. */
  mediaPids(): Promise<number[]>
  /** Ends the process as a crash does. */
  kill(): Promise<void>
  /** Starts it again, on the same port and folder. */
  start(): Promise<void>
  /** What it printed so far. */
  readonly printed: string
  close(): Promise<void>
}

/** Starts the site on a free port and an empty folder. */
export async function startSite(args: readonly string[] = []): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'sanctuary-site-'))
  let port = 0
  let printed = ''
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    const running = spawn(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', 'examples/site/src/main.ts', '--port', String(port), '--data', folder, ...args],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    child = running
    port = await new Promise<number>((done, fail) => {
      let output = ''
      const read = (text: Buffer) => {
        output += text
        printed += text
        const address = /Sanctuary is at http:\/\/localhost:(\d+)/.exec(output)
        if (address) done(Number(address[1]))
      }
      running.stdout?.on('data', read)
      running.stderr?.on('data', read)
      running.once('exit', (code) => fail(new Error(`The site ended with ${code}: ${output}`)))
    })
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((done) => running.once('exit', done))
    running.kill(signal)
    await ended
  }

  await start()
  return {
    get url() {
      return `http://localhost:${port}`
    },
    get printed() {
      return printed
    },
    mediaPids: () => pidsBelow(child?.pid ?? 0, 'livekit-server'),
    kill: () => end('SIGKILL'),
    start,
    async close() {
      await end('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Processes whose command names a program and that descend from a parent. */
async function pidsBelow(parent: number, program: string): Promise<number[]> {
  const { readdir, readFile } = await import('node:fs/promises')
  const parents = new Map<number, number>()
  const named: number[] = []
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = await readFile(`/proc/${entry}/stat`, 'latin1')
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
      if (stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')).startsWith(program.slice(0, 15))) named.push(Number(entry))
    } catch {
      // it ended while it was being read
    }
  }
  const isBelow = (pid: number): boolean => pid === parent || (pid > 1 && isBelow(parents.get(pid) ?? 0))
  return named.filter(isBelow)
}
