import {
  type CallEnvelope,
  type Frame,
  namesOf,
  protocolVersion,
  SanctuaryError,
  type SignalEnvelope,
  type TabId,
} from '@sanctuary/protocol'
import { type Clock, wait } from '../../clock.ts'
import type { LiveConnection, LiveListener } from '../../transport/transport.ts'
import type { FakeConnection } from './fake-kernel.ts'
import { channelsOf, type FakeCaller, type FakePerson } from './fake-state.ts'

const signals = namesOf('signals')

/** What goes wrong between server and page, as a test sets it. */
export interface FakeTrouble {
  /** How long everything takes, each way. */
  delayMs: number
  /** How many frames get lost next, and how many arrive twice. */
  skipFrames: number
  doubleFrames: number
}

/** One live connection, from the server's side. */
export interface FakeLine extends FakeConnection {
  readonly tab: TabId
  /** Sends in order, after the delay. */
  send(run: (listener: LiveListener) => void): void
  /** Ends it: at once as a lost connection, or after what was sent before. */
  end(reason: SanctuaryError): void
  cut(): void
}

/** Every live connection of the fake server. */
export interface FakeLines {
  of(person: FakePerson): FakeLine[]
  /** Hands a frame to whoever follows the channel. */
  frame(room: FakeCaller['room'], channel: string, frame: Frame): void
  open(caller: FakeCaller, tab: TabId, listener: LiveListener, answer: (line: FakeLine, envelope: CallEnvelope) => Promise<unknown>): Opened
}

/** Both ends of a connection. */
interface Opened {
  readonly line: FakeLine
  readonly connection: LiveConnection
}

/**
 * @param onCount - told when a person's connections became more or fewer
 */
export function createFakeLines({
  clock,
  trouble,
  modules,
  onCount,
}: {
  clock: Clock
  trouble: FakeTrouble
  modules: readonly string[]
  onCount: (caller: FakeCaller) => void
}): FakeLines {
  const lines = new Set<FakeLine>()
  const of = (person: FakePerson) => [...lines].filter((line) => line.person === person)
  const followersOf = (room: FakeCaller['room'], channel: string) =>
    [...lines].filter((line) => line.room === room && line.subscribed.has(channel) && channelsOf(line.person).includes(channel))

  function createLine(caller: FakeCaller, tab: TabId, listener: LiveListener): FakeLine {
    let tail = Promise.resolve()
    let over = false
    const line: FakeLine = {
      ...caller,
      tab,
      subscribed: new Set(),
      away: false,
      send(run) {
        tail = tail
          .then(() => (trouble.delayMs > 0 ? wait(clock, trouble.delayMs) : undefined))
          .then(() => (over ? undefined : run(listener)))
      },
      end(reason) {
        if (!lines.delete(line)) return
        onCount(line)
        line.send(() => {
          over = true
          listener.gone(reason)
        })
      },
      cut() {
        over = true
        if (lines.delete(line)) onCount(line)
        queueMicrotask(() => listener.gone(new SanctuaryError('SERVER_UNREACHABLE')))
      },
    }
    return line
  }

  return {
    of,
    frame(room, channel, frame) {
      for (const line of followersOf(room, channel)) {
        if (trouble.skipFrames > 0) {
          trouble.skipFrames -= 1
          continue
        }
        line.send((listener) => listener.frame(copy(frame)))
        if (trouble.doubleFrames > 0) {
          trouble.doubleFrames -= 1
          line.send((listener) => listener.frame(copy(frame)))
        }
      }
    },
    open(caller, tab, listener, answer) {
      const pending = new Set<(reason: SanctuaryError) => void>()
      const line = createLine(caller, tab, {
        ...listener,
        gone(reason) {
          listener.gone(reason)
          for (const reject of pending) reject(new SanctuaryError('SERVER_UNREACHABLE'))
        },
      })
      lines.add(line)
      line.send(({ welcome }) =>
        welcome({
          protocol: protocolVersion,
          participant: caller.person.id,
          modules,
          serverTime: new Date(clock.now()).toISOString(),
        }),
      )
      onCount(line)
      const connection: LiveConnection = {
        call: (envelope) =>
          new Promise((resolve, reject) => {
            if (!lines.has(line)) return reject(new SanctuaryError('SERVER_UNREACHABLE'))
            pending.add(reject)
            answer(line, copy(envelope)).then(
              (reply) => line.send(() => resolve(reply)),
              (error) => line.send(() => reject(error)),
            )
          }),
        signal: (envelope) => relay(line, envelope),
        close() {
          if (lines.delete(line)) onCount(line)
        },
      }
      return { line, connection }
    },
  }

  function relay(sender: FakeLine, { type, value }: SignalEnvelope): void {
    const declared = signals.get(type)
    const parsed = declared?.value.safeParse(value)
    if (!parsed?.success || !lines.has(sender) || !sender.subscribed.has('room')) return
    for (const line of followersOf(sender.room, 'room')) {
      if (line !== sender) line.send(({ signal }) => signal({ channel: 'room', type, from: sender.person.id, value: parsed.data }))
    }
  }
}

/** What crosses the wire is a copy. */
export const copy = <Value>(value: Value): Value => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value))
