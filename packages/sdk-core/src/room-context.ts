import type {
  Input,
  OperationName,
  ParticipantId,
  RecordName,
  RecordValue,
  Reply,
  SanctuaryError,
  SignalMessage,
  SignalName,
  SignalValue,
  TabId,
} from '@sanctuary/protocol'
import type { ReadableAtom } from 'nanostores'
import type { Clock } from './clock.ts'
import type { Page } from './page.ts'
import type { PageStorage } from './storage.ts'

/** A value one can read at any time with `get()` and follow with `subscribe()`. */
export type Store<Value> = ReadableAtom<Value>

/** A record as the page holds it: never a tombstone. */
export interface Held<Name extends RecordName = RecordName> {
  readonly type: Name
  /** The channel it lives in: `room`, `staff` or `participant:<id>`. */
  readonly channel: string
  readonly key: string
  /** The channel's number of its latest write. */
  readonly seq: number
  /** The channel's number of its first write: its place in the order. */
  readonly created: number
  readonly author?: ParticipantId
  readonly parent?: string
  /** When it was first written, ISO 8601, by the server's clock. */
  readonly at: string
  readonly value: RecordValue<Name>
}

/** What happens in a room beside its stores. */
export interface RoomEvents {
  /** What was held of a channel was replaced as a whole: something between may be missing. */
  discontinuity: { readonly channel: string }
  /** A broadcast that is not stored, such as typing. */
  signal: SignalMessage
  /** The room is closed for this page, for good; said once. Nothing after it works. */
  closed: { readonly reason: SanctuaryError }
}

/** How the page stands with the server. */
export interface Connection {
  readonly state: 'idle' | 'connecting' | 'live' | 'reconnecting' | 'offline' | 'closed'
  readonly reason?: SanctuaryError
  /** When the next try starts, by this device's clock in ms. */
  readonly nextTryAt?: number
}

/** What a feature's folder gets to work with. It knows of no transport and no frame. */
export interface RoomContext {
  /** The room's id. */
  readonly id: string
  readonly me: ParticipantId
  /** This page, among all pages of the same person. */
  readonly tab: TabId
  readonly $connection: Store<Connection>
  /** The server's time in ms. */
  now(): number
  /** All records of a type that this person may see, in order of creation. The same store for the same type. */
  records<Name extends RecordName>(type: Name): Store<readonly Held<Name>[]>
  /** Asks the server. Rejects with `SanctuaryError`; never changes a store by itself. */
  call<Name extends OperationName>(op: Name, input: Input<Name>): Promise<Reply<Name>>
  /** Tells everyone something that is not stored and may be lost. */
  signal<Name extends SignalName>(type: Name, value: SignalValue<Name>): void
  /** Follows an event; returns what ends that. */
  on<Event extends keyof RoomEvents>(event: Event, listener: (detail: RoomEvents[Event]) => void): () => void
  /** Whether the server offers a module, such as `audio`. */
  has(module: string): boolean
  /** Base address of the server, without a slash at its end. */
  readonly server: string
  /** Address of the voice disguise's worklet. */
  readonly worklet: string
  /** Which ways sound may take; left out: all. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy
  /** What this page keeps for this room, through a reload. Wiped when the person leaves for good. */
  readonly storage: PageStorage
  /** What stays on this device from visit to visit. Wiped when the person has themselves forgotten. */
  readonly device: PageStorage
  readonly clock: Clock
  readonly page: Page
  /**
   * What the client prepared before joining, by name, such as a tuned microphone. Shared by all of its rooms; it calls `discard()` on what
   * nobody took.
   */
  readonly prepared: Map<string, unknown>
}
