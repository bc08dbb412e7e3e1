import {
  type Closing,
  type Frame,
  type Input,
  type OperationName,
  protocolVersion,
  type Reply,
  SanctuaryError,
  type SignalMessage,
  type SignalName,
  type SignalValue,
  type Snapshot,
  type Welcome,
} from '@sanctuary/protocol'
import { io, type Socket } from 'socket.io-client'
import type { Replica } from './replica.ts'
import { createWaiting, type WaitFor } from './waiting.ts'

/** A live connection of one tab: what it has seen, and what it can say. */
export interface LiveConnection extends Pick<Replica, 'records' | 'channels'> {
  readonly welcome: Welcome
  readonly replica: Replica
  /** Every frame as it came, whether it could be applied or not. */
  readonly frames: readonly Frame[]
  readonly signals: readonly SignalMessage[]
  /** Channels whose position could not be continued. */
  readonly discontinuities: readonly string[]
  /** What the server said before it closed the connection. */
  readonly closing: Closing | undefined
  readonly isOpen: boolean
  call<Name extends OperationName>(op: Name, input: Input<Name>, id?: string): Promise<Reply<Name>>
  signal<Name extends SignalName>(type: Name, value: SignalValue<Name>): void
  /** Looks again after everything the server says, and resolves with the first thing found that is not `undefined` or `false`. */
  waitFor: WaitFor<LiveConnection>
  close(): void
}

export interface LiveOptions {
  /** The server's base address. */
  readonly url: string
  readonly token: string
  readonly tab?: string | undefined
  /** Where the connection continues from. */
  readonly replica: Replica
  /** Whether to catch up at once and follow what happens; default true. */
  readonly follow?: boolean
}

/**
 * Opens a live connection and catches up with every channel.
 * @throws SanctuaryError when the server refuses it
 */
export async function openLive({ url, token, tab, replica, follow = true }: LiveOptions): Promise<LiveConnection> {
  const { origin, pathname } = new URL(url)
  const socket = io(origin, {
    path: `${pathname.replace(/\/$/, '')}/live`,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token, protocol: protocolVersion, ...(tab === undefined ? {} : { tab }) },
  })
  const frames: Frame[] = []
  const signals: SignalMessage[] = []
  const discontinuities: string[] = []
  /** Frames that came while the answer they belong after was on its way. */
  const unfit: Frame[] = []
  let closing: Closing | undefined
  let wanted = false
  let asking: Promise<void> | undefined
  let changed = () => {}

  /** Being in a channel is a record in one's own: it appears, catch up with the channel; it is gone, forget the channel. */
  function followMemberships(): void {
    const named = new Set(replica.records('sync.membership').map(({ key }) => key))
    for (const channel of replica.channels) if (!channel.startsWith('participant:') && !named.has(channel)) replica.forget(channel)
    if ([...named].some((channel) => !replica.channels.includes(channel))) wanted = true
  }

  async function resume(): Promise<void> {
    while (wanted && socket.connected) {
      wanted = false
      const answer = await call('sync.resume', { positions: replica.positions() })
      for (const snapshot of answer.snapshots) replica.replace(snapshot as Snapshot)
      for (const frame of [...(answer.frames as Frame[]), ...unfit.splice(0)]) if (replica.apply(frame) === 'gap') wanted = true
      followMemberships()
      discontinuities.push(...answer.discontinuities)
      if (answer.more.length > 0) wanted = true
    }
  }

  function catchUp(): Promise<void> {
    wanted = true
    asking ??= resume().finally(() => {
      asking = undefined
      changed()
    })
    return asking
  }

  async function call<Name extends OperationName>(op: Name, input: Input<Name>, id?: string): Promise<Reply<Name>> {
    const answer = await ask(socket, { op, input, ...(id === undefined ? {} : { id }) })
    if ('error' in answer) throw SanctuaryError.from(answer.error)
    return answer.ok as Reply<Name> // the server has checked it against the contract
  }

  socket.on('frame', (frame: Frame) => {
    frames.push(frame)
    if (!follow) return changed()
    if (replica.apply(frame) === 'gap') unfit.push(frame)
    followMemberships()
    if (wanted || (unfit.length > 0 && !asking)) void catchUp().catch(() => {}) // the connection has ended
    changed()
  })
  socket.on('signal', (message: SignalMessage) => {
    signals.push(message)
    changed()
  })
  socket.on('closing', (said: Closing) => {
    closing = said
  })
  socket.on('disconnect', () => changed())

  const welcome = await greeting(socket)
  const live: LiveConnection = {
    welcome,
    replica,
    frames,
    signals,
    discontinuities,
    get closing() {
      return closing
    },
    get isOpen() {
      return socket.connected
    },
    get channels() {
      return replica.channels
    },
    records: replica.records,
    call,
    signal: (type, value) => void socket.emit('signal', { type, value }),
    waitFor: (look, options) => waiting.waitFor(look, options),
    close: () => void socket.disconnect(),
  }
  const waiting = createWaiting(live)
  changed = waiting.changed
  if (follow) await catchUp()
  return live
}

type Answer = { ok: unknown } | { error: ConstructorParameters<typeof Object>[0] & { code: string } }

/** Asks and waits, unless the connection ends first. */
function ask(socket: Socket, message: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const lost = () => reject(new SanctuaryError('SERVER_UNREACHABLE', { message: 'The connection ended before the answer came.' }))
    if (!socket.connected) return lost()
    socket.once('disconnect', lost)
    socket.emit('call', message, (answer: Answer) => {
      socket.off('disconnect', lost)
      resolve(answer)
    })
  })
}

function greeting(socket: Socket): Promise<Welcome> {
  return new Promise((resolve, reject) => {
    socket.once('welcome', resolve)
    socket.once('connect_error', (error: Error & { data?: { code: string } }) => {
      socket.disconnect()
      reject(error.data ? SanctuaryError.from(error.data) : error)
    })
  })
}
