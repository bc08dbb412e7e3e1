import type { Server as HttpServer } from 'node:http'
import {
  CallEnvelope,
  errors,
  namesOf,
  protocolVersion,
  type Reply,
  SanctuaryError,
  SignalEnvelope,
  type SignalMessage,
  TabId,
  type Welcome,
} from '@sanctuary/protocol'
import { Server, type Socket } from 'socket.io'
import type { Actor, Caller } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import { type Dispatch, errorBody } from '../kernel/dispatch.ts'
import type { RateLimits } from '../kernel/rate-limit.ts'
import { type ChannelId, channelId, channelName } from './channels.ts'
import type { Door } from './door.ts'
import type { Subscriber } from './resume.ts'
import type { Tailer } from './tailer.ts'

/** More than this waiting in a connection's buffer, and it is closed; it resumes whole. */
const maxBufferedBytes = 1024 * 1024
const maxMessageBytes = 64 * 1024
/** A socket that says nothing after the upgrade is closed after this long. */
const silentMs = 5000

export interface SocketDoorOptions {
  /** Where Socket.IO listens, such as `/live`. */
  readonly path: string
  readonly dispatch: Dispatch
  readonly tailer: Tailer
  readonly rateLimits: RateLimits
  readonly clock: Clock
  readonly modules: readonly string[]
  readonly allowOrigin: (origin: string | undefined) => boolean
  readonly networkOf: (address: string | undefined, headers: Record<string, string | string[] | undefined>) => string
  /** Judges the token and says who is there; the connection is written down before it resolves. */
  readonly admit: (token: string, connection: string) => Promise<{ actor: Actor; expiresAt: number }>
  /** Told when a connection is gone. */
  readonly gone: (actor: Actor, connection: string) => void
  readonly relay: (channel: ChannelId, message: SignalMessage, connection: string) => void
}

interface Connection {
  readonly id: string
  readonly actor: Actor
  readonly caller: Caller
  readonly channels: Set<ChannelId>
  /** When the newest token of this connection ends, ms. */
  expiresAt: number
}

/** The live door: one WebSocket a tab, over Socket.IO as the pipe. */
export function createSocketDoor(options: SocketDoorOptions): Door & {
  attach(server: HttpServer): void
  /** Changes what the connections of a person may do, as soon as their standing changes. */
  update(participant: string, change: Partial<Pick<Actor, 'role' | 'state'>>): void
} {
  const { dispatch, tailer, rateLimits, clock, modules } = options
  const signals = namesOf('signals')
  const people = new Map<string, Set<Socket>>()
  const io = new Server({
    path: options.path,
    transports: ['websocket'],
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    connectTimeout: silentMs,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    allowRequest: (request, decide) => decide(null, options.allowOrigin(request.headers.origin)),
  })
  io.use((socket, next) => {
    enter(socket).then(
      () => next(),
      (error) => next(Object.assign(new Error('refused'), { data: errorBody(error) })),
    )
  })
  io.on('connection', (socket) => serve(socket))

  async function enter(socket: Socket): Promise<void> {
    const { token, protocol, tab } = (socket.handshake.auth ?? {}) as Record<string, unknown>
    if (protocol !== protocolVersion) {
      throw new SanctuaryError(typeof protocol === 'number' && protocol > protocolVersion ? 'SERVER_TOO_OLD' : 'CLIENT_TOO_OLD')
    }
    if (typeof token !== 'string') throw new SanctuaryError('UNAUTHENTICATED')
    const parsedTab = TabId.safeParse(tab)
    const id = crypto.randomUUID()
    const network = options.networkOf(socket.handshake.address, socket.handshake.headers)
    const { actor: known, expiresAt } = await options.admit(token, id)
    const channels = new Set<ChannelId>()
    const subscriber: Subscriber = {
      has: (channel) => channels.has(channel),
      enter(channel) {
        channels.add(channel)
        void socket.join(channel)
      },
    }
    const actor: Actor = { ...known, connection: id, subscriber, ...(parsedTab.success ? { tab: parsedTab.data } : {}) }
    socket.data = { id, actor, caller: { actor, network }, channels, expiresAt } satisfies Connection
  }

  function serve(socket: Socket): void {
    const connection = socket.data as Connection
    const { actor, id } = connection
    const mine = people.get(actor.participant) ?? new Set()
    people.set(actor.participant, mine.add(socket))
    socket.emit('welcome', {
      protocol: protocolVersion,
      participant: actor.participant,
      modules,
      serverTime: new Date(clock.now()).toISOString(),
    } satisfies Welcome)

    socket.on('call', (message: unknown, acknowledge: unknown) => {
      if (typeof acknowledge !== 'function') return
      call(connection, message).then(
        (ok) => acknowledge({ ok }),
        (error) => acknowledge({ error: errorBody(error) }),
      )
    })
    socket.on('signal', (message: unknown) => signal(connection, message))
    socket.on('disconnect', () => {
      mine.delete(socket)
      if (mine.size === 0) people.delete(actor.participant)
      for (const channel of connection.channels) tailer.release(channel)
      options.gone(actor, id)
    })
  }

  async function call(connection: Connection, message: unknown): Promise<unknown> {
    const envelope = CallEnvelope.safeParse(message)
    if (!envelope.success) throw new SanctuaryError('INVALID_INPUT')
    const { op, id, input } = envelope.data
    const reply = await dispatch({ op, input, caller: connection.caller, id })
    if (op === 'sync.refresh') connection.expiresAt = Date.parse((reply as Reply<'sync.refresh'>).expiresAt)
    return reply
  }

  /** Signals may be lost, so a wrong one is dropped without an answer. */
  function signal({ actor, id, channels }: Connection, message: unknown): void {
    const envelope = SignalEnvelope.safeParse(message)
    const declared = envelope.success ? signals.get(envelope.data.type) : undefined
    if (!envelope.success || !declared || actor.state !== 'inside') return
    const value = declared.value.safeParse(envelope.data.value)
    const channel = channelId(actor.room, channelName(declared.channel, actor.participant))
    if (!value.success || !channels.has(channel)) return
    const sent: SignalMessage = {
      channel: channelName(declared.channel),
      type: envelope.data.type,
      from: actor.participant,
      value: value.data,
    }
    rateLimits.consume(declared.rate, actor.participant).then(
      () => options.relay(channel, sent, id),
      () => undefined, // too often: lost, as a signal may be
    )
  }

  function buffered(socket: Socket): number {
    const transport = socket.conn.transport as { socket?: { bufferedAmount?: number } }
    return transport.socket?.bufferedAmount ?? 0
  }

  const sweep = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) {
      if (buffered(socket) > maxBufferedBytes) close(socket, 'SLOW_READER', 'This connection reads too slowly. It will catch up by itself.')
      else if ((socket.data as Connection).expiresAt < clock.now()) close(socket, 'TOKEN_EXPIRED', errors.TOKEN_EXPIRED.message)
    }
  }, 1000)
  sweep.unref()

  function close(socket: Socket, code: string, message: string): void {
    socket.emit('closing', { code, message })
    socket.disconnect(true)
  }

  return {
    attach(server) {
      // Upgrades that are not ours belong to whoever else listens on this server.
      io.attach(server, { destroyUpgrade: false })
      io.engine.on('connection', (raw: { request: unknown }) => {
        // The upgrade request would be kept for the life of the connection.
        queueMicrotask(() => {
          raw.request = null
        })
      })
    },
    frame(channel, frame) {
      const receivers = io.sockets.adapter.rooms.get(channel)?.size ?? 0
      if (receivers > 0) io.to(channel).emit('frame', frame)
      return receivers
    },
    signal(channel, message, except) {
      const sender = [...(people.get(message.from) ?? [])].find((socket) => (socket.data as Connection).id === except)
      ;(sender ? io.to(channel).except(sender.id) : io.to(channel)).volatile.emit('signal', message)
    },
    expel(participant, channel) {
      for (const socket of people.get(participant) ?? []) {
        const connection = socket.data as Connection
        if (!connection.channels.delete(channel)) continue
        void socket.leave(channel)
        tailer.release(channel)
      }
    },
    end(participant, code, message) {
      for (const socket of [...(people.get(participant) ?? [])]) close(socket, code, message)
    },
    endChannel(channel, code, message) {
      for (const id of [...(io.sockets.adapter.rooms.get(channel) ?? [])]) {
        const socket = io.sockets.sockets.get(id)
        if (socket) close(socket, code, message)
      }
    },
    update(participant, change) {
      for (const socket of people.get(participant) ?? []) Object.assign((socket.data as Connection).actor, change)
    },
    get size() {
      return io.sockets.sockets.size
    },
    async close() {
      clearInterval(sweep)
      io.disconnectSockets(true)
      io.engine?.close()
    },
  }
}
