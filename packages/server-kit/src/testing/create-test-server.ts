import type { Input, ParticipantId, Reply, RoomId, RoomPreview, Snapshot } from '@sanctuary/protocol'
import { parseConfig } from '../kernel/config.ts'
import { createSanctuaryServer, type SanctuaryServer, type SanctuaryServerOptions } from '../kernel/create-server.ts'
import { defaultModules } from '../kernel/default-modules.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Module } from '../kernel/module.ts'
import { type CallOptions, createHttpCall, type HttpCall } from './http-call.ts'
import { type LiveConnection, type LiveOptions, openLive } from './live-connection.ts'
import { createReplica } from './replica.ts'

/** A real server on a free port, with everything a test needs to fill its rooms. */
export interface TestServer {
  /** Base address, such as `http://127.0.0.1:40123`. */
  readonly url: string
  readonly server: SanctuaryServer
  /** The inside, for looking at what is stored and for moving its times. */
  readonly kernel: Kernel
  readonly call: HttpCall
  /** @param input - default: a topic and nothing else */
  createRoom(input?: Partial<Input<'rooms.create'>>): Promise<{ room: RoomPreview; hostKey: string }>
  /** Joins over HTTP, as a new person unless a credential or an identity says otherwise. */
  join(room: string, wish?: Omit<Input<'participants.join'>, 'room'>, options?: CallOptions): Promise<TestPerson>
  /** Closes what was opened through it, then the server. */
  close(): Promise<void>
}

/** Somebody in a room. */
export interface TestPerson {
  readonly participant: ParticipantId
  readonly room: RoomId
  readonly token: string
  /** What the person came with, or was given. */
  readonly credential: string
  readonly standing: Reply<'participants.join'>['standing']
  /** The channels as the answer to joining had them. */
  readonly channels: readonly Snapshot[]
  readonly reply: Reply<'participants.join'>
  /** By `POST /call`, with the person's token. */
  readonly call: HttpCall
  /** Opens a live connection: another tab. */
  connect(options?: Partial<Pick<LiveOptions, 'token' | 'tab' | 'replica' | 'follow'>>): Promise<LiveConnection>
}

/** So much that no test meets a limit by accident. */
const plenty = { points: 1_000_000, seconds: 60 }
const generous = { create: plenty, join: plenty, read: plenty, chat: plenty, gesture: plenty, staff: plenty, sync: plenty, signal: plenty }

/**
 * Starts a server for tests: on a free port, with an embedded database that is gone when it is closed, without a media server, with
 * generous rates and a silent log.
 *
 * ```ts
 * const test = await createTestServer()
 * const { room, hostKey } = await test.createRoom()
 * const host = await test.join(room.id, { hostKey })
 * const live = await host.connect()
 * await host.call('chat.send', { id: crypto.randomUUID(), text: 'Hello' })
 * await live.waitFor(() => live.records('chat.message')[0])
 * await test.close()
 * ```
 * @param options - as for `createSanctuaryServer`; each replaces one of these defaults
 */
export async function createTestServer(options: SanctuaryServerOptions = {}): Promise<TestServer> {
  const { modules, path, clock, log, assets, onMediaProgress, ...own } = options
  const serverOptions = {
    mode: 'test',
    database: 'pglite:memory',
    livekit: { enabled: false },
    ...own,
    rates: { ...generous, ...own.rates },
  } as const
  let url = ''
  let kernel: Kernel | undefined
  const features = modules ?? defaultModules(parseConfig(serverOptions), { address: () => url, onMediaProgress })
  const server = await createSanctuaryServer({
    ...{ path, clock, log, assets },
    ...serverOptions,
    modules: tapped(features, (found) => {
      kernel = found
    }),
  })
  ;({ url } = await server.listen({ port: 0, host: '127.0.0.1' }))
  if (!kernel) throw new Error('A test server needs at least one module.')
  const call = createHttpCall(url)
  const open = new Set<LiveConnection>()

  async function join(room: string, wish: Omit<Input<'participants.join'>, 'room'> = {}, callOptions?: CallOptions): Promise<TestPerson> {
    const reply = await call('participants.join', { room, ...wish } as Input<'participants.join'>, callOptions)
    const channels = reply.channels as readonly Snapshot[]
    return {
      participant: reply.participant,
      room: reply.room,
      token: reply.token,
      credential: reply.credential ?? wish.credential ?? '',
      standing: reply.standing,
      channels,
      reply,
      call: (op, input, more) => call(op, input, { token: reply.token, ...more }),
      async connect(liveOptions = {}) {
        const live = await openLive({ url, token: reply.token, replica: createReplica(channels), ...liveOptions })
        open.add(live)
        return live
      },
    }
  }

  return {
    url,
    server,
    kernel,
    call,
    join,
    createRoom: (input = {}) => call('rooms.create', { topic: 'A test room', ...input }),
    async close() {
      for (const live of open) live.close()
      await server.close()
    },
  }
}

/** The same modules; the first one also tells what it was set up with. */
function tapped([first, ...rest]: readonly Module[], found: (kernel: Kernel) => void): Module[] {
  if (!first) return []
  const setup: Module['setup'] = (kernel) => {
    found(kernel)
    return first.setup(kernel)
  }
  return [{ ...first, setup }, ...rest]
}
