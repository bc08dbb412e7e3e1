import { randomUUID } from 'node:crypto'
import { type Counters, createRawClient, micros, type RawClient } from './raw-client.ts'

/** Someone connected to a room of either server, able to say something. */
export interface Person {
  readonly room: number
  /** Says something; calls back when the server has acknowledged it. */
  say(acknowledged: () => void): void
  close(): void
}

const text = 'x'.repeat(120)

/** People on the bare server: connected and in a room, nothing else. */
export async function joinBare(port: number, room: number, counters: Counters): Promise<Person> {
  const client = await createRawClient({ port, path: '/socket.io', needle: '"@m"', counters })
  await new Promise<void>((done) => client.emit('join', `room-${room}`, () => done()))
  const sender = randomUUID()
  return {
    room,
    // The same facts a record carries, so that both servers move as many bytes.
    say: (done) =>
      client.emit(
        'message',
        { kind: '@m', id: randomUUID(), from: sender, at: new Date().toISOString(), text: `${text}@t=${micros()}` },
        (answer) => check(answer, done),
      ),
    close: client.close,
  }
}

interface Joined {
  readonly token: string
  readonly channels: { channel: string; epoch: string; seq: number }[]
}

/** People in a room of the kit: joined over HTTP, connected with their token, caught up. */
export async function joinSanctuary(port: number, roomId: string, room: number, counters: Counters): Promise<Person> {
  const joined = await call<Joined>(port, 'participants.join', { room: roomId })
  const client = await createRawClient({
    port,
    path: '/live',
    auth: { token: joined.token, protocol: 1, tab: randomUUID() },
    needle: '"type":"chat.message"',
    counters,
  })
  await resume(client, joined)
  return {
    room,
    say: (done) =>
      client.emit('call', { op: 'chat.send', input: { id: randomUUID(), text: `${text}@t=${micros()}` } }, (answer) => check(answer, done)),
    close: client.close,
  }
}

/** Catches up until the connection is subscribed to everything. */
async function resume(client: RawClient, { channels }: Joined): Promise<void> {
  let positions = channels.map(({ channel, epoch, seq }) => ({ channel, epoch, seq }))
  for (;;) {
    const answer = await new Promise<string>((done) => client.emit('call', { op: 'sync.resume', input: { positions } }, done))
    const [{ ok }] = JSON.parse(answer.slice(answer.indexOf('['))) as [
      { ok: { frames: { channel: string; to: number }[]; more: string[] } },
    ]
    if (ok.more.length === 0) return
    positions = positions.map((position) => ({
      ...position,
      seq: Math.max(position.seq, ...ok.frames.filter((frame) => frame.channel === position.channel).map((frame) => frame.to)),
    }))
  }
}

/** Calls an operation of the kit over HTTP. */
export async function call<Reply>(port: number, op: string, input: unknown): Promise<Reply> {
  const response = await fetch(`http://127.0.0.1:${port}/call`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ op, input }),
  })
  if (!response.ok) throw new Error(`${op}: ${await response.text()}`)
  return (await response.json()) as Reply
}

/** A refused message would make a measurement look fast. */
function check(answer: string, done: () => void): void {
  if (answer.includes('"error"')) throw new Error(`The server refused a message: ${answer}`)
  done()
}
