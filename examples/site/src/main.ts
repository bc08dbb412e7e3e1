import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { createProgressLine, createSanctuaryServer, readOptions, SetupError } from '@sanctuary/server-kit'
import { readArguments } from './arguments.ts'
import { buildAssets } from './assets.ts'
import { explain } from './explain.ts'
import { createSite } from './site.ts'

/** Starts the example site: the server kit mounted under /api, and the pages around it, on one port. */
const { port, data, livekit } = readArguments(process.argv.slice(2))
const line = createProgressLine(process.stdout)

try {
  const { livekit: given } = readOptions()
  const assets = await buildAssets(join(data, 'assets'))
  let open: (answer: RequestListener) => void = () => {}
  const opened = new Promise<RequestListener>((done) => {
    open = done
  })
  // Whoever asks while everything starts is answered as soon as it has.
  const http = createServer((request, response) => void opened.then((answer) => answer(request, response)))
  const address = await new Promise<string>((done, fail) => {
    http.once('error', fail).listen(port, '127.0.0.1', () => {
      const bound = http.address()
      done(`http://localhost:${typeof bound === 'object' && bound ? bound.port : port}`)
    })
  })
  const server = await createSanctuaryServer({
    path: '/api',
    publicUrl: address,
    data,
    assets,
    livekit: { ...given, enabled: livekit },
    logLevel: 'warn',
    onMediaProgress: line,
    onFatal(error) {
      process.stderr.write(`\n  ${error.message}\n\n`)
      process.exit(1)
    },
  }).catch((error) => {
    http.close()
    http.closeAllConnections()
    throw error
  })
  const site = createSite(server.app, given?.publicUrl ?? given?.url)
  server.attach(http)
  open(getRequestListener(site.fetch))
  process.stdout.write(
    `\n  Sanctuary is at ${address}\n  For tags and the SDK the server is ${address}/api\n  Ctrl-C ends it. Rooms are kept in ${data}.\n\n`,
  )

  let ending = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, async () => {
      if (ending) return
      ending = true
      process.stdout.write('\n  Ending…\n')
      http.close()
      await server.close()
      http.closeAllConnections()
      process.exit(0)
    })
  }
} catch (error) {
  process.stderr.write(`\n  ${explain(error, port)}\n\n`)
  process.exit(error instanceof SetupError ? 2 : 1)
}
