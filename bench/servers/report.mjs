import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

/**
 * Tells the parent the port, then answers each of its messages with what was used so far: CPU in µs since the start, memory in bytes.
 * `gc` collects first.
 * @param {import('node:http').Server | number} server
 */
export function reportToParent(server) {
  const address = typeof server === 'number' ? { port: server } : server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
  process.on('message', (message) => {
    if (message === 'gc') {
      collect()
      collect()
    }
    const { user, system } = process.cpuUsage()
    const { rss, heapUsed, external } = process.memoryUsage()
    process.send?.({ cpu: user + system, rss, heap: heapUsed + external })
  })
  process.on('disconnect', () => process.exit(0))
}
