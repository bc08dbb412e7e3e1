/** More of the browser's doors than the other tests watch: those through which a fault comes in. Imported before any media code. */

/** Every socket, and every peer connection, in order. When a socket is open, the window has an event `socket`. */
export const sockets: WebSocket[] = []
export const connections: RTCPeerConnection[] = []

/** The name of the error with which the browser gives no microphone; nothing while there is one. */
export const microphone: { refusal?: 'NotFoundError' | 'NotAllowedError' | undefined } = {}

declare global {
  /** What a visit is drawn from, for it to be drawn again. */
  var seed: number[]
}

/** What leads into each track that Web Audio makes. */
export const mouths = new Map<MediaStreamTrack, MediaStreamAudioDestinationNode>()

const { WebSocket: Socket, RTCPeerConnection: Connection, MediaStreamAudioDestinationNode: Mouth } = globalThis
globalThis.WebSocket = class extends Socket {
  constructor(...options: ConstructorParameters<typeof Socket>) {
    super(...options)
    sockets.push(this)
    this.addEventListener('open', () => dispatchEvent(new Event('socket')))
  }
}
globalThis.RTCPeerConnection = class extends Connection {
  constructor(...options: ConstructorParameters<typeof Connection>) {
    super(...options)
    connections.push(this)
  }
}
globalThis.MediaStreamAudioDestinationNode = class extends Mouth {
  constructor(...options: ConstructorParameters<typeof Mouth>) {
    super(...options)
    for (const track of this.stream.getAudioTracks()) mouths.set(track, this)
  }
}

const draw = crypto.getRandomValues
crypto.getRandomValues = (into) => {
  if (into instanceof Uint32Array && into.length === seed.length)
    into.set(seed) // nothing else is that long
  else draw.call(crypto, into)
  return into
}

const { mediaDevices } = navigator
const open = mediaDevices.getUserMedia
mediaDevices.getUserMedia = async (constraints) => {
  if (microphone.refusal) throw new DOMException('Refused by the test.', microphone.refusal)
  return open.call(mediaDevices, constraints)
}
