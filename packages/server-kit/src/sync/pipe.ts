import type { Socket } from 'socket.io'

/** What lies under a Socket.IO socket, as far as a slow reader is concerned. Its own types leave these out. */
interface Pipe {
  readonly transport: { readonly socket?: { readonly bufferedAmount: number; terminate(): void } }
  readonly writeBuffer: readonly { readonly data?: unknown }[]
}

const pipeOf = ({ conn }: Socket): Pipe => conn as unknown as Pipe

/** Bytes on their way to a reader: what the WebSocket holds, and what is kept back until that has left. */
export function bufferedBytes(socket: Socket): number {
  const { transport, writeBuffer } = pipeOf(socket)
  const kept = writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? Buffer.byteLength(data) : 0), 0)
  return kept + (transport.socket?.bufferedAmount ?? 0)
}

/** Ends a connection without waiting for anything to be read. */
export function cut(socket: Socket): void {
  socket.disconnect()
  pipeOf(socket).transport.socket?.terminate()
}
