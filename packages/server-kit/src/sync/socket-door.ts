import type { Server as HttpServer } from 'node:http'
import {
  CallEnvelope,
  type ErrorCode,
  errors,
  mayCall,
  namesOf,
  type ParticipantId,
  protocolVersion,
  type Reply,
  type RoomId,
  SanctuaryError,
  SignalEnvelope,
  type SignalMessage,
  TabId,
  type Welcome,
} from '@sanctuary/protocol'
import { Server, type Socket } from 'socket.io'
import { type Actor, askerOf } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import { type Dispatch, errorBody } from '../kernel/dispatch.ts'
import type { RateLimits } from '../kernel/rate-limit.ts'
import { type ChannelId, channelId, channelName } from './channels.ts'
import { type Connection, createConnection } from './connection.ts'
import type { Door } from './door.ts'
import { bufferedBytes, cut } from './pipe.ts'
import type { Tailer } from './tailer.ts'

/** More than this on its way to a connection, and it is cut; the client comes back and resumes whole. */
const maxBufferedBytes = 1024 * 1024
const maxMessageBytes = 64 * 1024
/** So many tabs one person may have open; each costs the room a copy of everything. */
const maxTabs = 12
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
  readonly allowOrigin: (origin: string | undefined, host: string | undefined) => boolean
  readonly networkOf: (address: string | undefined, headers: Record<string, string | string[] | undefined>) => string
  /** Judges the token, not the person. */
  readonly verify: (token: string) => Promise<{ participant: ParticipantId; room: RoomId; expiresAt: number }>
  /** What the database says of a person; throws when they are not in the room. */
  readonly load: (participant: ParticipantId, room: RoomId) => Promise<Pick<Actor, 'role' | 'state'>>
  /** Writes a connection down. */
  readonly connected: (connection: Connection) => Promise<void>
  /** Told when a connection that was written down is gone. */
  readonly gone: (connection: Connection) => void
  readonly relay: (channel: ChannelId, message: SignalMessage, connection: string) => void
}

/** A connection and its pipe. */
interface Seat {
  readonly socket: Socket
  readonly connection: Connection
  /** Has been let in, so that it can be told why it ends. */
  isServed: boolean
  /** Clears it away, once. */
  clear(): void
}

const seatOf = (socket: Socket): Seat => socket.data as Seat // set before a socket is let in

const tooManyTabs = () =>
  new SanctuaryError('RATE_LIMITED', { message: 'You have this room open in too many tabs. Close some of them.', retryAfterMs: silentMs })

/** The live door: one WebSocket a tab, over Socket.IO as the pipe. */
export function createSocketDoor(options: SocketDoorOptions): Door & {
  attach(server: HttpServer): void
  /** Changes what the connections of a person may do, as soon as their standing changes. */
  update(participant: string, standing: Pick<Actor, 'role' | 'state'>): void
} {
  const { dispatch, tailer, rateLimits, clock, modules } = options
  const signals = namesOf('signals')
  const people = new Map<string, Set<Seat>>()
  const io = new Server({
    path: options.path,
    transports: ['websocket'],
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    connectTimeout: silentMs,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    allowRequest: ({ headers }, decide) => decide(null, options.allowOrigin(headers.origin, headers.host)),
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
    const access = await options.verify(token)
    if ((people.get(access.participant)?.size ?? 0) >= maxTabs) throw tooManyTabs()
    await rateLimits.consume('sync', access.participant)
    // From here on everything about the person is heard, so that nothing read below can be out of date unnoticed.
    const own = await tailer.retain(channelId(access.room, channelName('participant', access.participant)))
    if (!own) throw new SanctuaryError('UNAUTHENTICATED')
    const connection = createConnection({
      ...access,
      id: crypto.randomUUID(),
      tab: TabId.safeParse(tab).data,
      network: options.networkOf(socket.handshake.address, socket.handshake.headers),
      own,
      entered: (channel) => void socket.join(channel),
      left: (channel) => void socket.leave(channel),
    })
    const seat = seatFor(socket, connection)
    socket.data = seat
    try {
      connection.become(await options.load(access.participant, access.room))
      connection.check()
      await options.connected(connection)
      connection.check()
    } catch (error) {
      seat.clear()
      throw error
    }
  }

  /** Holds a connection until its socket or the pipe below ends, also while it is being let in. */
  function seatFor(socket: Socket, connection: Connection): Seat {
    const { conn } = socket
    const mine = people.get(connection.participant) ?? new Set()
    let cleared = false
    const seat: Seat = {
      socket,
      connection,
      isServed: false,
      clear() {
        if (cleared) return
        cleared = true
        conn.off('close', seat.clear)
        mine.delete(seat)
        if (mine.size === 0 && people.get(connection.participant) === mine) people.delete(connection.participant)
        connection.end()
        if (connection.caller.actor) options.gone(connection)
      },
    }
    people.set(connection.participant, mine.add(seat))
    if (conn.readyState === 'open') conn.on('close', seat.clear)
    else seat.clear()
    return seat
  }

  function serve(socket: Socket): void {
    const seat = seatOf(socket)
    const { connection } = seat
    seat.isServed = true
    socket.emit('welcome', {
      protocol: protocolVersion,
      participant: connection.participant,
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
      seat.clear()
      socket.conn.close() // nothing else comes over this pipe
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
  function signal({ id, caller, has }: Connection, message: unknown): void {
    const { actor } = caller
    const envelope = SignalEnvelope.safeParse(message)
    const declared = envelope.success ? signals.get(envelope.data.type) : undefined
    if (!actor || !envelope.success || !declared || !mayCall(askerOf(caller), declared.role)) return
    const value = declared.value.safeParse(envelope.data.value)
    const channel = channelId(actor.room, channelName(declared.channel, actor.participant))
    if (!value.success || !has(channel)) return
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

  const sweep = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) {
      if (bufferedBytes(socket) > maxBufferedBytes) cut(socket)
      else if (seatOf(socket).connection.expiresAt < clock.now()) close(socket, 'TOKEN_EXPIRED', errors.TOKEN_EXPIRED.message)
    }
  }, 1000)
  sweep.unref()

  function close(socket: Socket, code: string, message: string): void {
    socket.emit('closing', { code, message })
    socket.disconnect(true)
  }

  /** Whoever is only being let in is refused instead. */
  function dismiss({ socket, connection, isServed }: Seat, code: ErrorCode, message: string): void {
    if (isServed) close(socket, code, message)
    else connection.end(new SanctuaryError(code, { message }))
  }

  return {
    attach(server) {
      // Upgrades that are not ours belong to whoever else listens on this server; where nobody answers one, it is closed.
      io.attach(server, { destroyUpgradeTimeout: silentMs })
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
      const sender = [...(people.get(message.from) ?? [])].find(({ connection }) => connection.id === except)
      ;(sender ? io.to(channel).except(sender.socket.id) : io.to(channel)).volatile.emit('signal', message)
    },
    expel(participant, channel) {
      for (const { connection } of people.get(participant) ?? []) connection.leave(channel)
    },
    end(participant, code, message) {
      for (const seat of [...(people.get(participant) ?? [])]) dismiss(seat, code, message)
    },
    endChannel(channel, code, message) {
      for (const id of [...(io.sockets.adapter.rooms.get(channel) ?? [])]) {
        const socket = io.sockets.sockets.get(id)
        if (socket) close(socket, code, message)
      }
    },
    endRoom(room, code, message) {
      for (const seat of [...people.values()].flatMap((seats) => [...seats]))
        if (seat.connection.room === room) dismiss(seat, code, message)
    },
    update(participant, standing) {
      for (const { connection } of people.get(participant) ?? []) connection.update(standing)
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
