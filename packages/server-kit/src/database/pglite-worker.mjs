// Runs the embedded database in a thread of its own and serves it over a socket, so that postgres.js is the one driver.
// Plain JavaScript with npm imports only: Node 20 cannot load a TypeScript worker.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

const { folder, socket, startParams } = workerData
const database = await PGlite.create(folder, { startParams: [...PGlite.defaultStartParams, ...startParams] })
// Two, so that a connection made anew is not refused while the old one is still being put away. The driver uses one.
const server = new PGLiteSocketServer({ db: database, maxConnections: 2, ...(socket ? { path: socket } : { host: '127.0.0.1', port: 0 }) })
await server.start()

parentPort.once('message', async () => {
  await server.stop()
  await database.close()
  parentPort.postMessage({ closed: true })
})
parentPort.postMessage({ address: server.getServerConn() })
