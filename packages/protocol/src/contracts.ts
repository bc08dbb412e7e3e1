import type * as z from 'zod'
import { audio } from './audio.ts'
import { chat } from './chat.ts'
import type { Contract, Operation, RecordType, Signal } from './define-contract.ts'
import { hands } from './hands.ts'
import { hosts } from './hosts.ts'
import { participants } from './participants.ts'
import { rooms } from './rooms.ts'
import { sync } from './sync.ts'

/** Every feature's contract by its word. A feature is one line here. */
export const contracts = { sync, rooms, participants, hosts, hands, chat, audio }

type Contracts = typeof contracts

type Named<Part extends 'operations' | 'records' | 'signals'> = {
  [C in keyof Contracts]: {
    [P in keyof Contracts[C][Part] as `${C}.${P & string}`]: Contracts[C][Part][P]
  }
}[keyof Contracts] extends infer U
  ? (U extends unknown ? (u: U) => void : never) extends (all: infer All) => void
    ? All
    : never
  : never

/** Every operation by its name on the wire. */
export type Operations = Named<'operations'>
/** Every record type by its name on the wire. */
export type Records = Named<'records'>
/** Every signal by its name on the wire. */
export type Signals = Named<'signals'>

export type OperationName = keyof Operations & string
export type RecordName = keyof Records & string
export type SignalName = keyof Signals & string

type InputSchema<O> = O extends Operation<infer I, z.ZodType> ? I : never
type ReplySchema<O> = O extends Operation<z.ZodType, infer R> ? R : never

/** What a caller writes for an operation; fields with a default may be left out. */
export type Input<Name extends OperationName> = z.input<InputSchema<Operations[Name]>>
/** What a handler receives, after parsing. */
export type ParsedInput<Name extends OperationName> = z.output<InputSchema<Operations[Name]>>
/** What the server answers. */
export type Reply<Name extends OperationName> = z.output<ReplySchema<Operations[Name]>>
/** What a record of this type holds. */
export type RecordValue<Name extends RecordName> = Records[Name] extends RecordType<infer V> ? z.output<V> : never
/** What a signal of this type carries. */
export type SignalValue<Name extends SignalName> = Signals[Name] extends Signal<infer V> ? z.output<V> : never

/** Lists a part of many contracts under the names used on the wire. */
export function namesOf<Part extends 'operations' | 'records' | 'signals'>(
  part: Part,
  from: Readonly<Record<string, Contract>> = contracts as unknown as Record<string, Contract>,
): Map<string, Contract[Part][string]> {
  const names = new Map<string, Contract[Part][string]>()
  for (const contract of Object.values(from)) {
    for (const [name, declared] of Object.entries(contract[part])) names.set(`${contract.name}.${name}`, declared)
  }
  return names
}
