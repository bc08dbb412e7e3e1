// Runs the embedded database in a thread of its own and serves it over a socket, so that postgres.js is the one driver.
// Plain JavaScript with npm imports only: Node 20 cannot load a TypeScript worker.
import { constants, cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

const { files, template, socket, startParams } = workerData
if (!existsSync(files) && template) copyWhole(template, files)
const database = await PGlite.create(files, { startParams: [...PGlite.defaultStartParams, ...startParams] })
// Two, so that a connection made anew is not refused while the old one is still being put away. The driver uses one.
const server = new PGLiteSocketServer({ db: database, maxConnections: 2, ...(socket ? { path: socket } : { host: '127.0.0.1', port: 0 }) })
await server.start()

parentPort.once('message', async () => {
  await server.stop()
  await database.close()
  parentPort.postMessage({ closed: true })
})
parentPort.postMessage({ address: server.getServerConn() })

/** In this thread, because copying a thousand files at once takes half the time of copying them with promises. */
function copyWhole(from, to) {
  const copy = `${to}.new`
  rmSync(copy, { recursive: true, force: true })
  cpSync(from, copy, { recursive: true, mode: constants.COPYFILE_FICLONE })
  renameSync(copy, to)
}
