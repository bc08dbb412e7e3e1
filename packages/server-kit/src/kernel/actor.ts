import type { Asker, LeastRole, OperationName, ParticipantId, Role, RoomId, TabId } from '@sanctuary/protocol'
import type { Subscriber } from '../sync/subscriber.ts'

/** A participant who asks for something. Role and state come from the database, never from a payload. */
export interface Actor {
  readonly participant: ParticipantId
  readonly room: RoomId
  role: Role
  state: 'waiting' | 'inside'
  readonly tab?: TabId | undefined
  /** The live connection the call came over. */
  readonly connection?: string | undefined
  /** Puts that connection into channels it has caught up with. */
  readonly subscriber?: Subscriber | undefined
  /** The call's id, so that a repeated call answers the first reply. */
  readonly callId?: string | undefined
  /** The operation being asked for; its least role is judged again under the room's lock. */
  readonly operation?: { readonly name: OperationName; readonly role: LeastRole } | undefined
}

/** Whoever is at the door: perhaps a participant, perhaps somebody a partner vouches for, always somewhere in the network. */
export interface Caller {
  readonly actor?: Actor | undefined
  /** HMAC of the network prefix, for rate limits; never stored. */
  readonly network: string
  /** A partner's JWT, as it was sent. */
  readonly identity?: string | undefined
}

/** How the permission matrix calls this caller. */
export function askerOf(caller: Caller): Asker {
  if (!caller.actor) return 'anyone'
  return caller.actor.state === 'waiting' ? 'waiting' : caller.actor.role
}
