import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createSanctuaryServer, readOptions } from '@sanctuary/server-kit'
import { Hono } from 'hono'

// The kit inside an app of your own: configured by the environment, mounted under a path, live connections through your HTTP server.
const app = new Hono()
app.get('/', (context) => context.text('My own app. The rooms are under /sanctuary.'))

const sanctuary = await createSanctuaryServer({ ...readOptions(), path: '/sanctuary' })
app.route('/', sanctuary.app)

const http = createServer(getRequestListener(app.fetch))
sanctuary.attach(http)
const port = Number(process.argv[2] ?? 4320)
http.listen(port, '127.0.0.1', () => {
  const bound = http.address()
  process.stdout.write(`http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : port}/sanctuary/hello\n`)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    http.close()
    await sanctuary.close()
    process.exit(0)
  })
}
