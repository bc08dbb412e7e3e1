import type * as z from 'zod'
import type { RateClass } from './rates.ts'
import type { LeastRole } from './roles.ts'

/** Which channel a record lives in. Who may see it follows from this and from nothing else. */
export type ChannelKind = 'room' | 'staff' | 'participant'

/** What a newcomer gets of a record type: everything, the latest ones, or whatever belongs to the parents that were sent. */
export type Keep = 'state' | 'log' | 'parent'

/** A kind of record people in a channel share. `value` is what is stored and sent. */
export interface RecordType<Value extends z.ZodType = z.ZodType> {
  readonly channel: ChannelKind
  readonly keep: Keep
  /** `true` closes a frame at once instead of within 50 ms. */
  readonly instant: boolean
  readonly value: Value
}

/** Something a client asks and the server answers. */
export interface Operation<Input extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  /** `rest` has a method and a path and works without a live connection; `live` needs a participant. Both are reachable by `POST /call`. */
  readonly door: 'rest' | 'live'
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path?: string
  /** The least role that may call it. */
  readonly role: LeastRole
  readonly rate: RateClass
  readonly input: Input
  readonly reply: Reply
  readonly summary: string
}

/** An operation of the live door: the asker is a participant. */
export interface LiveOperation<Input extends z.ZodType, Reply extends z.ZodType> extends Operation<Input, Reply> {
  readonly door: 'live'
}

/** An operation of the REST door: open to anyone. */
export interface RestOperation<Input extends z.ZodType, Reply extends z.ZodType> extends Operation<Input, Reply> {
  readonly door: 'rest'
}

/** A broadcast that is not stored and may be lost, such as typing. */
export interface Signal<Value extends z.ZodType = z.ZodType> {
  readonly channel: ChannelKind
  readonly role: LeastRole
  readonly rate: RateClass
  readonly value: Value
}

/** Everything one feature says on the wire. */
export interface Contract<
  Name extends string = string,
  Records extends Record<string, RecordType> = Record<string, RecordType>,
  Operations extends Record<string, Operation> = Record<string, Operation>,
  Signals extends Record<string, Signal> = Record<string, Signal>,
> {
  readonly name: Name
  readonly records: Records
  readonly operations: Operations
  readonly signals: Signals
}

/**
 * Declares a feature's contract once, for the server, the SDK, the documents and the tests.
 * On the wire its parts are called `<name>.<part>`, such as `chat.send`.
 * @param name - the feature's word, the same in every package
 */
export function defineContract<
  const Name extends string,
  Records extends Record<string, RecordType> = Record<never, never>,
  Operations extends Record<string, Operation> = Record<never, never>,
  Signals extends Record<string, Signal> = Record<never, never>,
>(name: Name, parts: { records?: Records; operations?: Operations; signals?: Signals }): Contract<Name, Records, Operations, Signals> {
  return {
    name,
    records: parts.records ?? ({} as Records),
    operations: parts.operations ?? ({} as Operations),
    signals: parts.signals ?? ({} as Signals),
  }
}

/** Declares a record type. `instant` is false by default: its frame may wait up to 50 ms for company. */
export const record = <Value extends z.ZodType>(type: {
  channel: ChannelKind
  keep: Keep
  instant?: boolean
  value: Value
}): RecordType<Value> => ({ instant: false, ...type })

/** Declares a signal. */
export const signal = <Value extends z.ZodType>(type: Signal<Value>): Signal<Value> => type

type Declared<Input extends z.ZodType, Reply extends z.ZodType> = Omit<Operation<Input, Reply>, 'door' | 'method' | 'path'>

/** Declares an operation of the live door. */
export const live = <Input extends z.ZodType, Reply extends z.ZodType>(declared: Declared<Input, Reply>): LiveOperation<Input, Reply> => ({
  door: 'live',
  ...declared,
})

/**
 * Declares an operation of the REST door.
 * @param route - method and path, such as `'GET /rooms/:room'`; parameters are fields of the input
 */
export function rest<Input extends z.ZodType, Reply extends z.ZodType>(
  route: `${NonNullable<Operation['method']>} /${string}`,
  declared: Declared<Input, Reply>,
): RestOperation<Input, Reply> {
  const [method, path] = route.split(' ') as [NonNullable<Operation['method']>, string]
  return { door: 'rest', method, path, ...declared }
}
