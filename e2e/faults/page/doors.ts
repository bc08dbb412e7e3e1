/** More of the browser's doors than the other tests watch: those through which a fault comes in. Imported before any media code. */

/** Every socket, and every peer connection, in order. */
export const sockets: WebSocket[] = []
export const connections: RTCPeerConnection[] = []

/** Whether there is a microphone. */
export const device = { isThere: true }

const { WebSocket: Socket, RTCPeerConnection: Connection } = globalThis
globalThis.WebSocket = class extends Socket {
  constructor(...options: ConstructorParameters<typeof Socket>) {
    super(...options)
    sockets.push(this)
  }
}
globalThis.RTCPeerConnection = class extends Connection {
  constructor(...options: ConstructorParameters<typeof Connection>) {
    super(...options)
    connections.push(this)
  }
}

const { mediaDevices } = navigator
const open = mediaDevices.getUserMedia
mediaDevices.getUserMedia = async (constraints) => {
  if (!device.isThere) throw new DOMException('Unplugged by the test.', 'NotFoundError')
  return open.call(mediaDevices, constraints)
}
