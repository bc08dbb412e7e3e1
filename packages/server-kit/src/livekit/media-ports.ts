import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Where one media server listens. */
export interface MediaPorts {
  /** HTTP and WebSocket: joining, service calls. */
  readonly http: number
  /** Sound over UDP. */
  readonly udp: number
  /** Sound over TCP, for networks that block UDP. Only used beyond loopback. */
  readonly tcp: number
}

/**
 * Picks ports nobody uses at this moment. Somebody may still take one before the media server does; its start then fails and is
 * tried with other ports.
 * @param http - kept when given
 */
export async function freeMediaPorts(http?: number): Promise<MediaPorts> {
  const [first, second, udp] = await Promise.all([freeTcpPort(), freeTcpPort(), freeUdpPort()])
  return { http: http ?? first, tcp: second, udp }
}

async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no port to a listening socket.')
  return address.port
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}
