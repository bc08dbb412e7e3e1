import { type Input, type JoinReply, type OperationName, type Reply, SanctuaryError, type TabId } from '@sanctuary/protocol'
import type { Keeper } from './credential/keeper.ts'
import { createPass } from './credential/pass.ts'
import type { Environment } from './environment.ts'
import { createEvents } from './events.ts'
import { randomId } from './random-id.ts'
import { type CatchUp, createCatchUp } from './replica/catch-up.ts'
import { createReplica, type Replica } from './replica/replica.ts'
import type { RoomContext, RoomEvents } from './room-context.ts'
import type { ServerClock } from './server-clock.ts'
import { createCaller } from './transport/choose.ts'
import { createLink, type Link } from './transport/link.ts'

/** One person's stay in one room, below the features: a replica, a link and who they are. */
export interface Session {
  readonly context: RoomContext
  readonly replica: Replica
  readonly link: Link
  /** Asks without an id of its own, for what carries its own key. */
  deliver<Name extends OperationName>(op: Name, input: Input<Name>): Promise<Reply<Name>>
  /** Asks without the live connection, also when the room is closed. */
  callPlainly<Name extends OperationName>(op: Name, input: Input<Name>): Promise<Reply<Name>>
  token(): string
}

/** What a session is made from. */
export interface SessionParts {
  readonly joined: JoinReply
  readonly tab: TabId
  readonly keeper: Keeper
  readonly serverClock: ServerClock
  readonly environment: Environment
  readonly server: string
  readonly worklet: string
  readonly iceTransportPolicy?: RTCIceTransportPolicy
  readonly prepared: Map<string, unknown>
  /** Comes back with the credential. */
  rejoin(): Promise<JoinReply>
}

/** Starts to keep a joined room. */
export function createSession({ joined, tab, keeper, serverClock, environment, rejoin, ...addresses }: SessionParts): Session {
  const { transport, clock, page, device } = environment
  const events = createEvents<RoomEvents>()
  const replica = createReplica(`participant:${joined.participant}`)
  replica.together(() => joined.channels.forEach(replica.replace))
  let modules: readonly string[] = joined.modules
  let catchUp: CatchUp | undefined

  const pass = createPass({
    first: joined,
    clock,
    serverClock,
    refresh: () => call('sync.refresh', {}),
    rejoin,
  })

  const link = createLink({
    transport,
    pass,
    tab,
    clock,
    page,
    listener: {
      opened(welcome, askedAt) {
        serverClock.learn(welcome.serverTime, askedAt)
        modules = welcome.modules
        catchUp = createCatchUp({
          replica,
          clock,
          resume: (positions) => resumeOver(link, positions),
          onWhole: link.whole,
          onDiscontinuity: (channel) => events.emit('discontinuity', { channel }),
          onFailure: link.fail,
        })
        catchUp.request()
      },
      doubted: () => catchUp?.request(),
      lost() {
        catchUp?.stop()
        catchUp = undefined
      },
      frame: (frame) => catchUp?.frame(frame),
      signal: (message) => events.emit('signal', message),
      closed: (reason) => events.emit('closed', { reason }),
    },
  })
  replica.on('joined', () => catchUp?.request())

  const { ask, askPlainly } = createCaller({ link, transport, pass })
  // below the types a reply is unknown; the server keeps the contract
  const deliver: Session['deliver'] = async (op, input) => (await ask({ op, input })) as Reply<typeof op>
  const call: RoomContext['call'] = async (op, input) => (await ask({ op, id: randomId(), input })) as Reply<typeof op>
  const callPlainly: Session['callPlainly'] = async (op, input) => (await askPlainly({ op, id: randomId(), input })) as Reply<typeof op>

  const context: RoomContext = {
    id: joined.room,
    me: joined.participant,
    tab,
    $connection: link.$connection,
    now: serverClock.now,
    records: replica.records,
    call,
    signal: (type, value) => link.current()?.signal({ type, value }),
    on: events.on,
    has: (module) => modules.includes(module),
    storage: keeper.storage,
    device,
    clock,
    page,
    ...addresses,
  }
  return { context, replica, link, deliver, callPlainly, token: pass.token }
}

async function resumeOver(link: Link, positions: ReturnType<Replica['positions']>): Promise<Reply<'sync.resume'>> {
  const connection = link.current()
  if (!connection) throw new SanctuaryError('SERVER_UNREACHABLE')
  return (await connection.call({ op: 'sync.resume', input: { positions } })) as Reply<'sync.resume'> // see above
}
