import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { protocolVersion, type SanctuaryError, type TabId } from '@sanctuary/protocol'
import { Server, type Socket } from 'socket.io'
import { afterEach, expect, test } from 'vitest'
import { randomId } from '../random-id.ts'
import { createSocketDoor } from './socket.ts'
import type { LiveConnection, LiveListener } from './transport.ts'

const open: { io: Server; http: HttpServer }[] = []
afterEach(async () => {
  for (const { io, http } of open.splice(0)) {
    await io.close()
    http.close()
  }
})

/** A real Socket.IO server. */
async function serve(path: string, prepare: (io: Server) => void): Promise<string> {
  const http = createServer()
  const io = new Server(http, { path: `${path}/live`, transports: ['websocket'], serveClient: false })
  open.push({ io, http })
  prepare(io)
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}${path}`
}

/** Opens a connection and lets a test wait for what it says. */
function connect(server: string) {
  const tab = randomId<TabId>()
  const heard: unknown[] = []
  let welcomed = () => {}
  let ended: (reason: SanctuaryError) => void = () => {}
  const welcome = new Promise<void>((done) => {
    welcomed = done
  })
  const gone = new Promise<SanctuaryError>((done) => {
    ended = done
  })
  let times = 0
  const listener: LiveListener = {
    welcome: (message) => {
      heard.push(message)
      welcomed()
    },
    frame: (frame) => heard.push(frame),
    signal: (message) => heard.push(message),
    gone(reason) {
      times += 1
      ended(reason)
    },
  }
  const connection: LiveConnection = createSocketDoor({ server, isOnline: () => true }).open({ token: 'secret', tab }, listener)
  return { connection, tab, heard, welcome, gone, times: () => times }
}

const greet = (socket: Socket) => socket.emit('welcome', { protocol: protocolVersion, participant: 'p', modules: [], serverTime: '' })

test('the handshake carries token, version and tab in its body, under the server’s own path', async () => {
  let auth: unknown
  let query: unknown
  const server = await serve('/sanctuary', (io) =>
    io.on('connection', (socket) => {
      auth = socket.handshake.auth
      query = socket.handshake.query
      greet(socket)
    }),
  )
  const { connection, tab, welcome } = connect(server)
  await welcome
  expect(auth).toEqual({ token: 'secret', protocol: protocolVersion, tab })
  expect(JSON.stringify(query)).not.toContain('secret')
  connection.close()
})

test('calls are answered, refusals keep their code, signals and frames go through', async () => {
  const signals: unknown[] = []
  const server = await serve('', (io) =>
    io.on('connection', (socket) => {
      greet(socket)
      socket.on('call', (envelope, answer) =>
        answer(envelope.op === 'hands.raise' ? { ok: { done: true } } : { error: { code: 'FORBIDDEN', message: 'No.', retryable: false } }),
      )
      socket.on('signal', (envelope) => {
        signals.push(envelope)
        socket.emit('frame', { channel: 'room' })
        socket.emit('signal', { type: 'chat.typing' })
      })
    }),
  )
  const { connection, heard, welcome } = connect(server)
  await welcome
  await expect(connection.call({ op: 'hands.raise', input: {} })).resolves.toEqual({ done: true })
  await expect(connection.call({ op: 'rooms.end', input: {} })).rejects.toMatchObject({ code: 'FORBIDDEN', message: 'No.' })
  connection.signal({ type: 'chat.typing', value: { on: true } })
  await connection.call({ op: 'hands.raise', input: {} })
  expect(signals).toEqual([{ type: 'chat.typing', value: { on: true } }])
  expect(heard.slice(1)).toEqual([{ channel: 'room' }, { type: 'chat.typing' }])
  connection.close()
})

test('a refused handshake is gone with the server’s reason', async () => {
  const server = await serve('', (io) =>
    io.use((_socket, next) =>
      next(Object.assign(new Error('refused'), { data: { code: 'CLIENT_TOO_OLD', message: 'Reload the page.', retryable: false } })),
    ),
  )
  const { gone } = connect(server)
  expect(await gone).toMatchObject({ code: 'CLIENT_TOO_OLD', message: 'Reload the page.' })
})

test('what the server says before it closes is the reason, said once', async () => {
  const server = await serve('', (io) =>
    io.on('connection', (socket) => {
      socket.emit('closing', { code: 'REMOVED', message: '' })
      socket.disconnect(true)
    }),
  )
  const { connection, gone, times } = connect(server)
  expect(await gone).toMatchObject({ code: 'REMOVED', message: 'A host removed you from this room.' })
  connection.close()
  expect(times()).toBe(1)
})

test('a code this page does not know leads to another try', async () => {
  const server = await serve('', (io) =>
    io.on('connection', (socket) => {
      socket.emit('closing', { code: 'SLOW_READER', message: 'This connection reads too slowly.' })
      socket.disconnect(true)
    }),
  )
  expect(await connect(server).gone).toMatchObject({ retryable: true, message: 'This connection reads too slowly.' })
})

test('a call that is under way when the connection is lost is refused as such', async () => {
  const server = await serve('', (io) =>
    io.on('connection', (socket) => {
      greet(socket)
      socket.on('call', () => socket.conn.close()) // and never answers
    }),
  )
  const { connection, welcome, gone } = connect(server)
  await welcome
  await expect(connection.call({ op: 'hands.raise', input: {} })).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' })
  expect(await gone).toMatchObject({ code: 'SERVER_UNREACHABLE' })
})

test('no server is gone as unreachable', async () => {
  const server = await serve('', () => {})
  for (const { io, http } of open.splice(0)) {
    await io.close()
    http.close()
  }
  expect(await connect(server).gone).toMatchObject({ code: 'SERVER_UNREACHABLE' })
})

test('a connection that is closed before it was open never opens', async () => {
  let connections = 0
  const server = await serve('', (io) => io.on('connection', () => (connections += 1)))
  const { connection, gone } = connect(server)
  connection.close()
  expect(await gone).toMatchObject({ code: 'CLOSED' })
  await connect(server).connection.close()
  const second = connect(server)
  second.connection.close()
  await second.gone
  expect(connections).toBe(0)
})
