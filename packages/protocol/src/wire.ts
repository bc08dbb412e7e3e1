import * as z from 'zod'
import { text } from './text.ts'

/** A record as it crosses the wire. `value: null` is a tombstone: forget the key. */
export interface WireRecord<Value = unknown> {
  readonly type: string
  readonly key: string
  /** The channel's number of its latest write. */
  readonly seq: number
  /** The channel's number of its first write: its place in the order. */
  readonly created: number
  readonly author?: string
  readonly parent?: string
  /** When it was first written, ISO 8601, by the database's clock. */
  readonly at: string
  readonly value: Value | null
}

/** The numbers `from … to` of a channel without a hole, with the latest form of every record written in them. */
export interface Frame {
  readonly channel: string
  readonly epoch: string
  readonly from: number
  readonly to: number
  readonly records: readonly WireRecord[]
}

/** What a newcomer gets of a channel. `windows` gives, for each log type, the created number of the oldest record sent (0: all are there). */
export interface Snapshot {
  readonly channel: string
  readonly epoch: string
  readonly seq: number
  readonly windows: Readonly<Record<string, number>>
  readonly records: readonly WireRecord[]
}

/** How far a client has got in a channel. */
export const Position = z.strictObject({ channel: text(80), epoch: text(40), seq: z.int().nonnegative() })
export type Position = z.infer<typeof Position>

/** What a call looks like on the live door and in `POST /call`. `id` makes a repeated call answer the first one's reply. */
export const CallEnvelope = z.strictObject({
  op: z.string().max(80),
  id: z.uuidv4().optional(),
  input: z.unknown().optional(),
})
export type CallEnvelope = z.infer<typeof CallEnvelope>

/** What a signal looks like on the live door. */
export const SignalEnvelope = z.strictObject({ type: z.string().max(80), value: z.unknown() })
export type SignalEnvelope = z.infer<typeof SignalEnvelope>

/** A signal as others receive it. */
export interface SignalMessage {
  readonly channel: string
  readonly type: string
  readonly from: string
  readonly value: unknown
}

/** The first thing a live connection hears. */
export interface Welcome {
  readonly protocol: number
  readonly participant: string
  readonly modules: readonly string[]
  /** The server's clock, ISO 8601. */
  readonly serverTime: string
}

/** Why the server closes a live connection, said before it does. */
export interface Closing {
  readonly code: string
  readonly message: string
}
