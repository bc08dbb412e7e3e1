import type { OperationName, ParsedInput, Reply } from '@sanctuary/protocol'
import type { Clock } from '../../clock.ts'
import type { FakeCaller, FakePerson, FakeRoomState } from './fake-state.ts'
import type { FakeTransaction } from './fake-transaction.ts'

/** What the fake server's operations work with. */
export interface FakeKernel {
  readonly clock: Clock
  readonly modules: readonly string[]
  readonly rooms: Map<string, FakeRoomState>
  /** The time as it is written into records. */
  at(): string
  write(room: FakeRoomState, run: (transaction: FakeTransaction) => void): void
  /** A new token for a person. */
  token(caller: FakeCaller): { token: string; expiresAt: string }
  /** Ends every connection of a person with a reason they are told. */
  end(person: FakePerson, code: string, message: string): void
  endRoom(room: FakeRoomState): void
  /** Takes a person out of the room. */
  takeOut(room: FakeRoomState, person: FakePerson, as: 'left' | 'removed' | 'banned' | 'denied', reason?: string): void
}

/** Who asks an operation: nobody in particular, or somebody of a room, maybe over a live connection. */
export interface Asking extends Partial<FakeCaller> {
  readonly connection?: FakeConnection
}

/** A live connection as the server sees it. */
export interface FakeConnection extends FakeCaller {
  readonly subscribed: Set<string>
  away: boolean
}

/** Operations a feature answers for somebody of a room. */
export type LiveHandlers = {
  [Name in OperationName]?: (caller: FakeCaller & { connection?: FakeConnection }, input: ParsedInput<Name>) => Reply<Name>
}

/** Operations anyone may ask. */
export type OpenHandlers = { [Name in OperationName]?: (input: ParsedInput<Name>) => Reply<Name> }
