import { SanctuaryError } from '@sanctuary/protocol'
import type { LiveConnection, LiveListener, Transport } from '../transport/transport.ts'

/** A transport whose live connections a test can lose. */
export interface CuttableTransport extends Transport {
  /** Loses the live connection, as when a cable is pulled. */
  cut(): void
}

/** Puts scissors around any transport. */
export function createCuttable(transport: Transport): CuttableTransport {
  const open = new Map<LiveConnection, LiveListener>()
  return {
    call: transport.call,
    hello: transport.hello,
    open(options, listener) {
      const connection = transport.open(options, {
        ...listener,
        gone(reason) {
          if (open.delete(connection)) listener.gone(reason)
        },
      })
      open.set(connection, listener)
      return connection
    },
    cut() {
      for (const [connection, listener] of [...open]) {
        open.delete(connection)
        connection.close()
        queueMicrotask(() => listener.gone(new SanctuaryError('SERVER_UNREACHABLE')))
      }
    },
  }
}
