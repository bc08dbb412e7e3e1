import { type Closing, type ErrorBody, protocolVersion, SanctuaryError } from '@sanctuary/protocol'
import type { Socket } from 'socket.io-client'
import type { LiveConnection, LiveListener, Transport } from './transport.ts'

/** How long the handshake and an answer may take. */
const timeoutMs = 8_000

/**
 * The live door: one WebSocket by Socket.IO, without its own reconnecting, which is ours to do.
 * The library is loaded with the first connection, so a page that only shows a preview never gets it.
 * @param server - base address without a slash at its end
 * @param isOnline - whether the device believes it has a network
 */
export function createSocketDoor({ server, isOnline }: { server: string; isOnline: () => boolean }): Pick<Transport, 'open'> {
  const { origin, pathname } = new URL(server)
  const path = `${pathname.replace(/\/$/, '')}/live`
  const lost = (cause?: unknown) => new SanctuaryError(isOnline() ? 'SERVER_UNREACHABLE' : 'OFFLINE', { cause })

  return {
    open({ token, tab }, listener) {
      let socket: Socket | undefined
      let over = false
      let told: SanctuaryError | undefined

      function end(reason: SanctuaryError) {
        if (over) return
        over = true
        socket?.disconnect()
        listener.gone(told ?? reason)
      }

      import('socket.io-client').then(
        ({ io }) => {
          if (over) return
          socket = io(origin, {
            path,
            transports: ['websocket'],
            auth: { token, protocol: protocolVersion, tab },
            timeout: timeoutMs,
            reconnection: false,
            forceNew: true,
          })
          follow(socket, listener)
          socket.on('closing', ({ code, message }: Closing) => {
            told = SanctuaryError.from({ code, message: message || undefined })
          })
          socket.on('connect_error', (error: Error & { data?: ErrorBody }) =>
            end(error.data ? SanctuaryError.from(error.data) : lost(error)),
          )
          socket.on('disconnect', () => end(lost()))
        },
        (cause) => end(lost(cause)),
      )

      return {
        async call(envelope) {
          if (over || !socket?.connected) throw lost()
          const answer = await socket
            .timeout(timeoutMs)
            .emitWithAck('call', envelope)
            .catch((cause: unknown) => {
              if (over) throw lost(cause)
              const late = new SanctuaryError('TIMEOUT', { cause })
              end(late) // a connection that swallows a call is dead, whatever it says
              throw late
            })
          return open(answer)
        },
        signal: (envelope) => void socket?.volatile.emit('signal', envelope),
        close: () => end(new SanctuaryError('CLOSED')),
      } satisfies LiveConnection
    },
  }
}

function follow(socket: Socket, listener: LiveListener): void {
  socket.on('welcome', listener.welcome)
  socket.on('frame', listener.frame)
  socket.on('signal', listener.signal)
}

function open(answer: { ok: unknown } | { error: ErrorBody }): unknown {
  if ('error' in answer) throw SanctuaryError.from(answer.error)
  return answer.ok
}
