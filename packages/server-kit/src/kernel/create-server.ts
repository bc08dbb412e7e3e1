import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import {
  errors,
  type RoomId,
  type RoomSettings,
  SanctuaryError,
  type SignalMessage,
  type Standing,
  type WireRecord,
} from '@sanctuary/protocol'
import { Hono } from 'hono'
import { connectDatabase, type Database } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import type { LiveKitProgress } from '../livekit/index.ts'
import { noBus } from '../sync/bus.ts'
import { type ChannelId, nameOf } from '../sync/channels.ts'
import { createGroupCommit } from '../sync/group-commit.ts'
import { createHttpDoor, limitedBody, problem } from '../sync/http-door.ts'
import { createPresence, type Presence } from '../sync/presence.ts'
import { createSocketDoor } from '../sync/socket-door.ts'
import { sync } from '../sync/sync.ts'
import { createTailer } from '../sync/tailer.ts'
import { reachable, remoteAddress } from './addresses.ts'
import { createAllowOrigin } from './allow-origin.ts'
import { atMostEvery } from './at-most-every.ts'
import { createLoadActor, verify } from './authenticate.ts'
import type { CallInProcess } from './call-in-process.ts'
import { type Clock, systemClock } from './clock.ts'
import { parseConfig, processEnvironment, type ServerOptions } from './config.ts'
import { defaultModules } from './default-modules.ts'
import { createDispatch, inProcess } from './dispatch.ts'
import type { Kernel } from './kernel.ts'
import { createLog, type Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import type { Module } from './module.ts'
import { mountModules } from './mount-modules.ts'
import { openApi } from './openapi.ts'
import { jwtIdentity } from './partner-identity.ts'
import { createPeople } from './people.ts'
import { createRateLimits } from './rate-limit.ts'
import { serveAssets } from './serve-assets.ts'
import { createSettlePresence } from './settle-presence.ts'
import { createTokens } from './tokens.ts'
import { createTransact } from './transact.ts'
import { withTimeout } from './with-timeout.ts'

/** What a server is made of; everything has a default that works on one computer. */
export interface SanctuaryServerOptions extends ServerOptions {
  /** Path all addresses begin with, such as `/sanctuary`; default none. */
  readonly path?: string
  /** The features; default all of them. */
  readonly modules?: readonly Module[]
  /** Folder served under `/assets`: the elements' file and the disguise's worklet, such as `@sanctuary/elements/dist/cdn`. Default: none. */
  readonly assets?: string
  readonly clock?: Clock
  readonly log?: Log
  /** Told while a media server is looked for. */
  readonly onMediaProgress?: (progress: LiveKitProgress) => void
  /** Told when the embedded database died and the server cannot go on; end the process. Default: a line in the log. */
  readonly onFatal?: (error: Error) => void
}

/** A running Sanctuary server. */
export interface SanctuaryServer {
  /** Every HTTP route under the server's path: mount it with `app.route('/', server.app)`. */
  readonly app: Hono
  /** Calls an operation in process. */
  readonly call: CallInProcess
  /** Lets live connections in through an HTTP server of yours, beside its own upgrades. */
  attach(server: HttpServer): void
  /** Starts an HTTP server of its own. */
  listen(options?: { port?: number; host?: string }): Promise<{ url: string; port: number }>
  /** Ends connections, timers and the embedded database. */
  close(): Promise<void>
  readonly log: Log
}

/**
 * Opens the database, brings it up to date and mounts the modules.
 * @throws SetupError with one sentence about what has to be changed
 */
export async function createSanctuaryServer(options: SanctuaryServerOptions = {}): Promise<SanctuaryServer> {
  const { path = '', modules: given, assets, clock = systemClock, log: ownLog, onMediaProgress, onFatal, ...serverOptions } = options
  const config = parseConfig(serverOptions, processEnvironment())
  const log = ownLog ?? createLog({ level: config.logLevel })
  let address = config.publicUrl
  const modules = [sync(), ...(given ?? defaultModules(config, { onMediaProgress, address: () => `${address}${path}` }))]
  const db = await connectDatabase({
    url: config.database.reveal(),
    log,
    cache: config.cache,
    production: config.production,
    ...(onFatal ? { onFatal } : {}),
  })
  await migrate(db, [
    { module: 'kernel', folder: new URL('./migrations/', import.meta.url) },
    ...modules.flatMap(({ contract, migrations }) => (migrations ? [{ module: contract.name, folder: migrations }] : [])),
  ])
  await renewEpochs(db)

  const nodeId = crypto.randomUUID()
  const metrics = createMetrics()
  const bus = noBus()
  const tokens = createTokens({ secret: config.secret, previousSecret: config.previousSecret, issuer: config.publicUrl, clock })
  const rateLimits = createRateLimits({ overrides: config.rates })
  const tailer = createTailer({
    sql: db.sql,
    broadcast: (channel, frame) => metrics.frame(frame.records.length, door.frame(channel, frame)),
    observe,
    lost(channel) {
      const name = nameOf(channel)
      const message = 'This channel began anew. The page catches up by itself.'
      if (name.startsWith('participant:')) door.end(name.slice('participant:'.length), 'BUSY', message)
      else door.endChannel(channel, 'BUSY', message)
    },
    onError: (error) => log.warn({ error }, 'a channel could not be read; it is tried again'),
  })
  function committed(channel: ChannelId, records: WireRecord[]): void {
    tailer.feed(channel, records)
    bus.publish(channel, records)
  }
  const groupCommit = createGroupCommit({
    sql: db.sql,
    flights: db.kind === 'pglite' ? 1 : 2,
    committed,
    doubt: tailer.doubt,
    now: () => performance.now(),
  })
  const transact = createTransact(db, committed, tailer.doubt)
  const mounted = mountModules(modules)
  const people = createPeople(mounted.emit)
  const loadActor = createLoadActor(db.sql)
  const presence: Presence = createPresence({
    db,
    nodeId,
    log,
    settle: createSettlePresence(transact, people, mounted.emit, (room, delayMs) => presence.look(room, delayMs)),
  })
  const dispatch = createDispatch({ handlers: mounted.handlers, rateLimits, log, metrics, checkReplies: !config.production })
  const call = inProcess(dispatch)
  const kernel: Kernel = {
    db,
    config,
    log,
    clock,
    tokens,
    transact,
    post: groupCommit.post,
    people,
    loadActor,
    presence,
    emit: mounted.emit,
    call,
    modules: mounted.names,
    tailer,
    identify: createIdentify(config.identity && jwtIdentity({ ...config.identity, clock })),
  }

  const addressOf = (address: string | undefined, forwarded: string | undefined) =>
    tokens.networkKey((config.trustProxy ? forwarded?.split(',').at(-1)?.trim() : undefined) ?? address ?? '')
  const allowOrigin = createAllowOrigin(config.origins, config.publicUrl)
  const door = createSocketDoor({
    path: `${path}/live`,
    dispatch,
    tailer,
    rateLimits,
    clock,
    modules: mounted.names,
    allowOrigin,
    networkOf: (address, headers) => addressOf(address, String(headers['x-forwarded-for'] ?? '') || undefined),
    verify: (token) => verify(tokens, token),
    load: loadActor,
    connected: (connection) => presence.connected(connection),
    gone: (connection) => presence.gone(connection),
    relay(channel, message, connection) {
      door.signal(channel, message, connection)
      bus.publishSignal(channel, message)
    },
  })
  bus.onRecords((channel, records) => tailer.feed(channel, records))
  bus.onSignal((channel, message) => door.signal(channel, message as SignalMessage, ''))

  /** A person's own channel tells this node what their connections here may still do, before anything else is sent. */
  function observe(channel: ChannelId, { type, key, value }: WireRecord): void {
    const name = nameOf(channel)
    if (type === 'rooms.settings' && (value as RoomSettings | null)?.state === 'ended') {
      setImmediate(() => {
        tailer.settle(channel) // so that everyone has seen the end, and when everything is erased, before they are let go
        door.endRoom(channel.slice(0, channel.indexOf('/')) as RoomId, 'ROOM_ENDED', errors.ROOM_ENDED.message)
      })
    }
    if (!name.startsWith('participant:')) return
    const participant = name.slice('participant:'.length)
    if (type === 'sync.membership' && value === null) {
      door.expel(participant, `${channel.slice(0, channel.indexOf('/'))}/${key}`)
    }
    if (type !== 'participants.standing' || value === null) return
    const { state, role, reason } = value as Standing
    if (state === 'inside' || state === 'waiting') door.update(participant, { state, role })
    // After the frame that says so has left.
    else setImmediate(() => door.end(participant, endings[state], reason ?? ''))
  }

  await mounted.setup(kernel)
  const app = new Hono().basePath(path)
  app.onError(problem)
  app.notFound((context) => problem(new SanctuaryError('NOT_FOUND', { message: 'There is nothing at this address.' }), context))
  addOperations(app)
  app.use(limitedBody)
  for (const routes of mounted.routes) app.route('/', routes)
  if (assets !== undefined) app.route('/', serveAssets(assets, path))
  app.route(
    '/',
    createHttpDoor({
      dispatch,
      mounted: mounted.operations,
      modules: mounted.names,
      allowOrigin: (origin, host) => allowOrigin(origin, host),
      networkOf: (context) => addressOf(remoteAddress(context), context.req.header('x-forwarded-for')),
      authenticate: (token) => verify(tokens, token).then(({ participant, room }) => loadActor(participant, room)),
    }),
  )

  function addOperations(target: Hono): void {
    target.get('/livez', (context) => context.text('ok'))
    const isReady = atMostEvery(1000, () => withTimeout(db.sql`select 1`, 1000))
    target.get('/readyz', async (context) => ((await isReady()) ? context.text('ok') : context.text('the database does not answer', 503)))
    target.get('/metrics', async (context) =>
      context.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
    )
    target.get('/openapi.json', (context) => context.json(openApi(mounted.operations)))
  }

  metrics.watch('sanctuary_connections', 'Live connections of this node.', () => door.size)
  metrics.watch('sanctuary_channels', 'Channels this node follows.', () => tailer.size)
  metrics.watch('sanctuary_write_queue', 'Writes waiting for the next group commit.', () => groupCommit.depth)

  await presence.start()
  const jobs = mounted.startJobs(log)
  await mounted.ready()
  let own: HttpServer | undefined

  return {
    app,
    call,
    log,
    attach: (server) => door.attach(server),
    async listen({ port = config.port, host = config.host } = {}) {
      const server = createHttpServer(getRequestListener(app.fetch))
      own = server
      door.attach(server)
      await new Promise<void>((done, fail) => server.once('error', fail).listen(port, host, done))
      const bound = server.address()
      const actual = typeof bound === 'object' && bound ? bound.port : port
      address = `http://${reachable(host)}:${actual}`
      return { url: `${address}${path}`, port: actual }
    },
    async close() {
      jobs.stop()
      await door.close()
      await new Promise<void>((done) => (own ? own.close(() => done()) : done()))
      own?.closeAllConnections()
      await mounted.close()
      await groupCommit.idle()
      await presence.close()
      tailer.close()
      await bus.close()
      await db.close()
    },
  }
}

const endings = { left: 'CLOSED', removed: 'REMOVED', banned: 'BANNED', denied: 'REMOVED', ended: 'ROOM_ENDED' } as const

/** After an embedded database may have lost its last writes, nobody's position can be continued. */
async function renewEpochs(db: Database): Promise<void> {
  if (!db.unclean) return
  await db.sql`update channels set epoch = substr(gen_random_uuid()::text, 1, 8)`
  await db.settled()
}

function createIdentify(partner: ReturnType<typeof jwtIdentity> | undefined): Kernel['identify'] {
  return async ({ identity }) => {
    if (identity === undefined) return undefined
    if (!partner) throw new SanctuaryError('UNAUTHENTICATED', { message: 'This server knows no partner whose sign-in it could check.' })
    return (await partner(identity)).subject
  }
}
