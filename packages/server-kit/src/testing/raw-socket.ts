import { once } from 'node:events'
import { protocolVersion } from '@sanctuary/protocol'
import { WebSocket } from 'ws'

/** A WebSocket that says exactly what a test wants, for attacks no client library would commit. */
export interface RawSocket {
  readonly socket: WebSocket
  /** Everything the server sent, as it came. */
  readonly received: readonly string[]
  /** Asks to be let in. */
  authenticate(token: string): void
  /** Resolves with the close code. */
  readonly closed: Promise<number>
  /** Resolves once something that begins like this has come. */
  saw(beginning: string): Promise<string>
}

/** Opens the live door's WebSocket and waits for the pipe's greeting, nothing more. */
export async function openRaw(url: string, headers: Record<string, string> = {}): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/live/?EIO=4&transport=websocket`, { headers })
  const received: string[] = []
  const watchers = new Set<() => void>()
  socket.on('message', (data) => {
    received.push(String(data))
    for (const look of [...watchers]) look()
  })
  const closed = new Promise<number>((done) => socket.once('close', (code) => done(code)))
  await once(socket, 'open')
  socket.on('error', () => {}) // a cut connection is what these tests are about
  const raw: RawSocket = {
    socket,
    received,
    closed,
    authenticate: (token) => socket.send(`40${JSON.stringify({ token, protocol: protocolVersion })}`),
    saw: (beginning) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = received.find((text) => text.startsWith(beginning))
          if (found === undefined) return
          watchers.delete(look)
          resolve(found)
        }
        watchers.add(look)
        void closed.then((code) => reject(new Error(`The connection was closed with ${code} before "${beginning}" came.`)))
        look()
      }),
  }
  await raw.saw('0')
  return raw
}
