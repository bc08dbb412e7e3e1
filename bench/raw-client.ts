import { connect } from 'node:net'

/** Messages that carry records, so that deliveries can be counted without parsing every frame. */
export interface Counters {
  deliveries: number
  frames: number
  bytes: number
  /** Latencies of one frame in sixteen, µs from sending to delivery. */
  readonly samples: number[]
  counting: boolean
}

export const createCounters = (): Counters => ({ deliveries: 0, frames: 0, bytes: 0, samples: [], counting: false })

/** Microseconds of a clock that only goes forward; all clients of one generator share it. */
export const micros = (): number => Number(process.hrtime.bigint() / 1000n)

export interface RawClient {
  /** Emits an event and calls back with the acknowledgement's text. */
  emit(event: string, argument: unknown, acknowledged: (text: string) => void): void
  close(): void
}

export interface RawClientOptions {
  readonly port: number
  readonly path: string
  /** Sent with Socket.IO's CONNECT. */
  readonly auth?: object
  /** What stands for one delivered message in a frame, such as `"type":"chat.message"`. */
  readonly needle: string
  readonly counters: Counters
}

/**
 * A Socket.IO client of raw WebSocket frames. It parses headers only, so that the generator is never what limits the server:
 * a message is counted by searching its bytes.
 */
export function createRawClient({ port, path, auth, needle, counters }: RawClientOptions): Promise<RawClient> {
  return new Promise((ready, fail) => {
    const acknowledgements = new Map<number, (text: string) => void>()
    const wanted = Buffer.from(needle)
    const socket = connect(port, '127.0.0.1')
    let rest: Buffer | undefined
    let upgraded = false
    let nextId = 0

    const client: RawClient = {
      emit(event, argument, acknowledged) {
        const id = nextId++ % 10_000
        acknowledgements.set(id, acknowledged)
        socket.write(textFrame(`42${id}${JSON.stringify([event, argument])}`))
      },
      close: () => socket.destroy(),
    }

    function packet(payload: Buffer): void {
      const engine = payload[0]
      if (engine === 0x30) socket.write(textFrame(`40${auth ? JSON.stringify(auth) : ''}`))
      else if (engine === 0x32) socket.write(textFrame('3'))
      else if (engine === 0x34) message(payload)
    }

    function message(payload: Buffer): void {
      const kind = payload[1]
      if (kind === 0x30) ready(client)
      else if (kind === 0x34) fail(new Error(payload.toString()))
      else if (kind === 0x33) {
        const text = payload.toString('latin1', 2)
        const id = Number.parseInt(text, 10)
        const acknowledged = acknowledgements.get(id)
        acknowledgements.delete(id)
        acknowledged?.(text)
      } else if (kind === 0x32 && counters.counting) count(payload)
    }

    function count(payload: Buffer): void {
      counters.bytes += payload.length
      for (let at = payload.indexOf(wanted); at >= 0; at = payload.indexOf(wanted, at + wanted.length)) counters.deliveries += 1
      counters.frames = (counters.frames + 1) | 0
      if ((counters.frames & 15) !== 0) return
      const text = payload.toString('latin1')
      const at = text.lastIndexOf('@t=')
      if (at >= 0) counters.samples.push(micros() - Number.parseInt(text.slice(at + 3), 10))
    }

    function read(data: Buffer): void {
      let buffer = rest ? Buffer.concat([rest, data]) : data
      if (!upgraded) {
        const end = buffer.indexOf('\r\n\r\n')
        if (end < 0) {
          rest = buffer
          return
        }
        if (!buffer.toString('latin1', 0, 12).includes('101')) {
          fail(new Error(buffer.toString('latin1', 0, end)))
          return
        }
        upgraded = true
        buffer = buffer.subarray(end + 4)
      }
      let offset = 0
      while (buffer.length - offset >= 2) {
        let length = (buffer[offset + 1] ?? 0) & 127
        let header = 2
        if (length === 126) {
          if (buffer.length - offset < 4) break
          length = buffer.readUInt16BE(offset + 2)
          header = 4
        } else if (length === 127) {
          if (buffer.length - offset < 10) break
          length = buffer.readUInt32BE(offset + 6)
          header = 10
        }
        if (buffer.length - offset < header + length) break
        packet(buffer.subarray(offset + header, offset + header + length))
        offset += header + length
      }
      rest = offset < buffer.length ? buffer.subarray(offset) : undefined
    }

    socket.setNoDelay(true)
    socket.on('error', fail)
    socket.on('data', read)
    socket.write(
      `GET ${path}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
  })
}

/** A masked text frame with a mask of zeros, which leaves the payload as it is. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const { length } = payload
  const header =
    length < 126 ? Buffer.from([0x81, 0x80 | length, 0, 0, 0, 0]) : Buffer.from([0x81, 0x80 | 126, length >> 8, length & 255, 0, 0, 0, 0])
  return Buffer.concat([header, payload])
}
