import type { ParticipantId } from '@sanctuary/protocol'
import type { PersonRow } from './person.ts'
import type { Transaction } from './transact.ts'

/** People something happened to together, as they are now. */
interface PeopleEvent {
  readonly people: readonly PersonRow[]
  readonly transaction: Transaction
}

/** What modules tell each other, always inside the transaction that made it true. */
export interface Events {
  /** Some came in, for the first time or again. */
  'participants.entered': (event: PeopleEvent) => Promise<void>
  /** Some came in again whom the room knew, whether they had left or not: after a reload, or with another tab. */
  'participants.returned': (event: PeopleEvent) => Promise<void>
  /** Some are no longer inside: left, lost, removed or banned. */
  'participants.left': (event: PeopleEvent) => Promise<void>
  /** What some may do changed: role or the right to speak. */
  'participants.rightsChanged': (event: PeopleEvent) => Promise<void>
  /** Some lost a connection; they may have others. */
  'participants.disconnected': (event: {
    readonly participants: readonly ParticipantId[]
    readonly transaction: Transaction
  }) => Promise<void>
  'rooms.created': (event: { readonly transaction: Transaction }) => Promise<void>
  /** A host changed the settings; the transaction's room has them as they are now. */
  'rooms.changed': (event: { readonly transaction: Transaction }) => Promise<void>
  'rooms.ended': (event: { readonly transaction: Transaction }) => Promise<void>
}

export type EventName = keyof Events

/** Emits an event to every mounted module in mounting order. */
export type Emit = <Name extends EventName>(name: Name, event: Parameters<Events[Name]>[0]) => Promise<void>
