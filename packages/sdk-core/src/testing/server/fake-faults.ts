import { type ErrorCode, SanctuaryError } from '@sanctuary/protocol'
import type { FakeKernel } from './fake-kernel.ts'
import type { FakeLine, FakeTrouble } from './fake-lines.ts'
import { findRoom } from './fake-rooms.ts'
import type { FakeCaller, FakePerson, FakeRoomState } from './fake-state.ts'
import { channelOf } from './fake-transaction.ts'

/** Whom or what a fault concerns: a joined room as its person sees it. */
interface Whose {
  readonly id: string
  readonly me: string
}

/** What a test lets go wrong. */
export interface FakeFaults {
  readonly trouble: FakeTrouble
  /** Nothing reaches the server any more, and every connection is lost; or all is well again. */
  setReachable(reachable: boolean): void
  /** Loses a person's live connections; left out: everyone's. */
  dropConnections(whose?: Whose): void
  /** Closes a person's live connections with a code, as the server does with slow readers. */
  closeConnections(whose: Whose, code: string): void
  /**
   * Refuses the next calls of an operation; `live` is the live door itself.
   * @param times - how often; default once
   */
  refuseNext(op: string, code: ErrorCode, options?: { times?: number; retryAfterMs?: number }): void
  /** Does what is asked, but the answer never arrives. */
  loseNextAnswer(op: string): void
  /** Removes a person by a host's hand, or bans them. */
  remove(whose: Whose, options?: { ban?: boolean; reason?: string }): void
  endRoom(room: string): void
  /** Makes every token useless from now on. */
  expireTokens(): void
  /** Forgets what a channel's positions mean, as after a restore from a backup. */
  renewEpoch(room: string, channel: string): void
  /** Loses a channel's newest writes, as after a failover to a copy that lagged. */
  loseNewest(room: string, channel: string, count: number): void
  /** Purges a channel's past, so that positions before now cannot be continued. */
  raiseFloor(room: string, channel: string): void
  /** Throws if an operation is to be refused now. */
  refuse(op: string): void
  losesAnswer(op: string): boolean
  requireReachable(): void
}

/** Creates the faults of a fake server. */
export function createFakeFaults({
  kernel,
  tokens,
  linesOf,
}: {
  kernel: FakeKernel
  tokens: Map<string, FakeCaller & { expiresAt: number }>
  linesOf: (person: FakePerson) => FakeLine[]
}): FakeFaults {
  const refusals: { op: string; code: ErrorCode; retryAfterMs?: number }[] = []
  const losses: string[] = []
  let reachable = true

  const everyone = () => [...kernel.rooms.values()].flatMap((room) => [...room.people.values()])
  const personOf = ({ id, me }: Whose): { room: FakeRoomState; person: FakePerson } => {
    const room = findRoom(kernel, id)
    const person = room.people.get(me)
    if (!person) throw new SanctuaryError('PARTICIPANT_NOT_FOUND')
    return { room, person }
  }
  const cut = (people: readonly FakePerson[]) => {
    for (const line of people.flatMap(linesOf)) line.cut()
  }
  const takeFirst = <Item>(items: Item[], matches: (item: Item) => boolean): Item | undefined => {
    const index = items.findIndex(matches)
    return index === -1 ? undefined : items.splice(index, 1)[0]
  }

  return {
    trouble: { delayMs: 0, skipFrames: 0, doubleFrames: 0 },
    setReachable(next) {
      reachable = next
      if (!next) cut(everyone())
    },
    dropConnections: (whose) => cut(whose ? [personOf(whose).person] : everyone()),
    closeConnections: (whose, code) => kernel.end(personOf(whose).person, code, ''),
    refuseNext(op, code, { times = 1, retryAfterMs } = {}) {
      for (let time = 0; time < times; time += 1) refusals.push({ op, code, retryAfterMs })
    },
    loseNextAnswer: (op) => void losses.push(op),
    remove(whose, { ban = false, reason } = {}) {
      const { room, person } = personOf(whose)
      kernel.takeOut(room, person, ban ? 'banned' : 'removed', reason)
    },
    endRoom: (room) => kernel.endRoom(findRoom(kernel, room)),
    expireTokens() {
      for (const known of tokens.values()) known.expiresAt = 0
    },
    renewEpoch: (room, channel) => channelOf(findRoom(kernel, room), channel).renewEpoch(),
    loseNewest: (room, channel, count) => channelOf(findRoom(kernel, room), channel).loseNewest(count),
    raiseFloor: (room, channel) => channelOf(findRoom(kernel, room), channel).raiseFloor(),
    refuse(op) {
      const refusal = takeFirst(refusals, (item) => item.op === op)
      if (refusal) throw new SanctuaryError(refusal.code, { retryAfterMs: refusal.retryAfterMs })
    },
    losesAnswer: (op) => takeFirst(losses, (item) => item === op) !== undefined,
    requireReachable() {
      if (!reachable) throw new SanctuaryError('SERVER_UNREACHABLE')
    },
  }
}
