import { type CallEnvelope, protocolVersion, SanctuaryError } from '@sanctuary/protocol'
import { type ClientOptions, createSanctuaryClient, type SanctuaryClient } from '../../client.ts'
import { type Clock, systemClock, wait } from '../../clock.ts'
import type { Environment } from '../../environment.ts'
import { randomId } from '../../random-id.ts'
import { createMemoryStorage } from '../../storage.ts'
import type { Transport } from '../../transport/transport.ts'
import { createFakePage } from '../fake-page.ts'
import { createFakeDispatch } from './fake-dispatch.ts'
import { createFakeFaults, type FakeFaults } from './fake-faults.ts'
import type { Asking, FakeKernel } from './fake-kernel.ts'
import { copy, createFakeLines, type FakeLine } from './fake-lines.ts'
import type { FakeCaller, FakeRoomState } from './fake-state.ts'
import { runFakeTransaction } from './fake-transaction.ts'

/** A server in memory that keeps the contract, for tests and examples. */
export interface FakeServer {
  readonly address: string
  readonly clock: Clock
  /** A new page of somebody, with a storage of its own. */
  createClient(options?: Partial<ClientOptions>, environment?: Partial<Environment>): SanctuaryClient
  /** A way to this server, for a client of one's own. */
  createTransport(): Transport
  /** Makes things go wrong. */
  readonly faults: FakeFaults
  /** Every call that arrived, in order. */
  readonly calls: readonly CallEnvelope[]
}

const graceMs = 30_000
const tokenMs = 600_000

/** @param options - `modules` the server offers; `clock` it goes by */
export function createFakeServer({
  clock = systemClock,
  modules = ['sync', 'rooms', 'participants', 'hosts', 'hands', 'chat', 'audio'],
}: {
  clock?: Clock
  modules?: readonly string[]
} = {}): FakeServer {
  const address = 'https://fake.sanctuary.test'
  const rooms = new Map<string, FakeRoomState>()
  const tokens = new Map<string, FakeCaller & { expiresAt: number }>()
  const calls: CallEnvelope[] = []
  const at = () => new Date(clock.now()).toISOString()

  const kernel: FakeKernel = {
    clock,
    modules,
    rooms,
    at,
    write: (room, run) => runFakeTransaction(room, at(), (channel, frame) => lines.frame(room, channel, frame), run),
    token({ room, person }) {
      const token = randomId()
      const expiresAt = clock.now() + tokenMs
      tokens.set(token, { room, person, expiresAt })
      return { token, expiresAt: new Date(expiresAt).toISOString() }
    },
    end(person, code, message) {
      for (const line of lines.of(person)) line.end(SanctuaryError.from({ code, message }))
    },
    endRoom(room) {
      room.settings = { ...room.settings, state: 'ended', endedAt: at(), erasedAt: at() }
      kernel.write(room, ({ put }) => put('rooms.settings', 'room', room.settings))
      for (const person of room.people.values()) kernel.end(person, 'ROOM_ENDED', 'The room has ended.')
    },
    takeOut(room, person, as, reason) {
      Object.assign(person, { state: as, reason })
      kernel.write(room, ({ show }) => show(person))
      const code = { left: 'CLOSED', removed: 'REMOVED', banned: 'BANNED', denied: 'REMOVED' }[as]
      kernel.end(person, code, SanctuaryError.from({ code }).message)
    },
  }

  const faults = createFakeFaults({ kernel, tokens, linesOf: (person) => lines.of(person) })
  const lines = createFakeLines({ clock, trouble: faults.trouble, modules, onCount: settlePresence })
  const dispatch = createFakeDispatch(kernel)

  function settlePresence({ room, person }: FakeCaller) {
    if (person.state !== 'inside' && person.state !== 'waiting') return
    const open = lines.of(person)
    const presence = open.length === 0 ? 'reconnecting' : open.every((line) => line.away) ? 'away' : 'here'
    if (open.length === 0)
      clock.after(graceMs, () => lines.of(person).length === 0 && person.state === 'inside' && kernel.takeOut(room, person, 'left'))
    if (presence === person.presence) return
    person.presence = presence
    kernel.write(room, ({ show }) => show(person))
  }

  function authenticate(token: string | undefined): Asking {
    if (token === undefined) return {}
    const known = tokens.get(token)
    if (!known) throw new SanctuaryError('UNAUTHENTICATED')
    const { room, person, expiresAt } = known
    if (expiresAt <= clock.now()) throw new SanctuaryError('TOKEN_EXPIRED')
    if (person.state === 'banned') throw new SanctuaryError('BANNED')
    if (person.state === 'removed' || person.state === 'denied') throw new SanctuaryError('REMOVED')
    if (room.settings.state === 'ended') throw new SanctuaryError('ROOM_ENDED')
    if (person.state === 'left') throw new SanctuaryError('UNAUTHENTICATED')
    return { room, person }
  }

  const travel = () => (faults.trouble.delayMs > 0 ? wait(clock, faults.trouble.delayMs) : Promise.resolve())

  async function answer(envelope: CallEnvelope, asking: () => Asking, lose: () => void): Promise<unknown> {
    await travel()
    calls.push(envelope)
    faults.refuse(envelope.op)
    const caller = asking()
    const reply = copy(dispatch(envelope, caller))
    if (envelope.op === 'participants.setAway' && caller.room && caller.person) settlePresence(caller as FakeCaller)
    if (faults.losesAnswer(envelope.op)) {
      lose()
      throw new SanctuaryError('SERVER_UNREACHABLE')
    }
    return reply
  }

  function createTransport(): Transport {
    return {
      async hello() {
        await travel()
        faults.requireReachable()
        return { protocol: protocolVersion, allowed: true, modules }
      },
      async call(envelope, options = {}) {
        faults.requireReachable()
        const reply = await answer(
          copy(envelope),
          () => authenticate(options.token),
          () => {},
        )
        await travel()
        return reply
      },
      open({ token, tab }, listener) {
        let opened: ReturnType<typeof lines.open> | undefined
        let over = false
        const start = async () => {
          await travel()
          if (over) return
          try {
            faults.requireReachable()
            faults.refuse('live')
            const { room, person } = authenticate(token)
            if (!room || !person) throw new SanctuaryError('UNAUTHENTICATED')
            opened = lines.open({ room, person }, tab, listener, (line: FakeLine, envelope) =>
              answer(envelope, () => ({ room, person, connection: line }), line.cut),
            )
          } catch (reason) {
            listener.gone(reason as SanctuaryError) // thrown above
          }
        }
        void start()
        return {
          call: (envelope) => opened?.connection.call(envelope) ?? Promise.reject(new SanctuaryError('SERVER_UNREACHABLE')),
          signal: (envelope) => opened?.connection.signal(envelope),
          close() {
            over = true
            opened?.connection.close()
          },
        }
      },
    }
  }

  return {
    address,
    clock,
    calls,
    faults,
    createTransport,
    createClient: (options = {}, environment = {}) =>
      createSanctuaryClient(
        { server: address, ...options },
        {
          clock,
          page: createFakePage(),
          storage: createMemoryStorage(),
          openPostbox: () => undefined,
          transport: createTransport(),
          ...environment,
        },
      ),
  }
}
