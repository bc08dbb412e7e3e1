import type { Server } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What a measured server says of itself. CPU in µs since its start, memory in bytes. */
export interface Usage {
  readonly cpu: number
  readonly rss: number
  readonly heap: number
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Tells the parent the port, then answers each of its messages with what was used so far; `gc` collects first. */
export function reportToParent(server: Server | number): void {
  const address = typeof server === 'number' ? { port: server } : server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
  process.on('message', (message) => {
    if (message === 'gc') {
      collect()
      collect()
    }
    const { user, system } = process.cpuUsage()
    const { rss, heapUsed, external } = process.memoryUsage()
    process.send?.({ cpu: user + system, rss, heap: heapUsed + external } satisfies Usage)
  })
  process.on('disconnect', () => process.exit(0))
}
