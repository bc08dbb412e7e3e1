import { fork } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What a measured server says of itself. CPU in µs since its start, memory in bytes. */
interface Usage {
  readonly cpu: number
  readonly rss: number
  readonly heap: number
}

/** A measured server in a process of its own. */
export interface ServerProcess {
  readonly port: number
  readonly pid: number
  /** What it used so far. @param collect - collect garbage first, for memory */
  usage(collect?: boolean): Promise<Usage>
  close(): Promise<void>
}

/** Starts one of the files in `servers/`. */
export function startServer(name: 'bare-socket-io' | 'sanctuary', args: readonly string[] = []): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL(`./servers/${name}.mjs`, import.meta.url)), args, {
    execArgv: [], // what ships: built, by plain Node
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const next = <Message>() =>
    new Promise<Message>((done, fail) => {
      const exited = () => fail(new Error(`${name} ended before it answered`))
      child.once('exit', exited)
      child.once('message', (message) => {
        child.off('exit', exited)
        done(message as Message)
      })
    })
  return next<{ port: number }>().then(({ port }) => ({
    port,
    pid: child.pid ?? 0,
    usage(collect = false) {
      const answer = next<Usage>()
      child.send(collect ? 'gc' : 'usage')
      return answer
    },
    close: () =>
      new Promise((done) => {
        child.once('exit', () => done())
        child.disconnect()
      }),
  }))
}

/** CPU time in µs of every process below a parent, such as Postgres and its workers. */
export function cpuOfTree(parent: number): number {
  let ticks = 0
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'latin1')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (Number(entry) !== parent && Number(fields[1]) !== parent) continue
      ticks += Number(fields[11]) + Number(fields[12])
    } catch {
      // the process ended while it was being read
    }
  }
  return ticks * 10_000 // 100 ticks a second
}
