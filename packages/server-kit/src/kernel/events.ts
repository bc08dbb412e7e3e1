import type { ParticipantId, Role } from '@sanctuary/protocol'
import type { Transaction } from './transact.ts'

/** What modules tell each other, always inside the transaction that made it true. */
export interface Events {
  /** Someone came in, for the first time or again. */
  'participants.entered': (event: { participant: ParticipantId; role: Role; transaction: Transaction }) => Promise<void>
  /** Someone is no longer inside: left, lost, removed or banned. */
  'participants.left': (event: { participant: ParticipantId; role: Role; transaction: Transaction }) => Promise<void>
  /** What someone may do changed: role or the right to speak. */
  'participants.rightsChanged': (event: {
    participant: ParticipantId
    role: Role
    silenced: boolean
    transaction: Transaction
  }) => Promise<void>
  'rooms.created': (event: { transaction: Transaction }) => Promise<void>
  'rooms.ended': (event: { transaction: Transaction }) => Promise<void>
}

export type EventName = keyof Events

/** Emits an event to every mounted module in mounting order. */
export type Emit = <Name extends EventName>(name: Name, event: Parameters<Events[Name]>[0]) => Promise<void>
