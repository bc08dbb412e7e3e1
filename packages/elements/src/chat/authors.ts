import type { Participant, ParticipantId, Room } from '@sanctuary/sdk-core'

/** Who wrote a message, as far as this page knows. */
export interface Author {
  /** Undefined for somebody who had left before this page came. */
  readonly alias: string | undefined
  readonly picture: string
}

const rooms = new WeakMap<Room, Map<ParticipantId, Participant>>()

/** Remembers the people of a room while this page lives, so that what they wrote keeps its name after they leave. */
export function rememberPeople(room: Room): void {
  const known = rooms.get(room) ?? new Map<ParticipantId, Participant>()
  rooms.set(room, known)
  for (const person of room.participants.$people.get()) known.set(person.id, person)
}

/** Name and picture of an author. Strangers get a picture of their own from their id, so that two of them can be told apart. */
export function authorOf(room: Room, id: ParticipantId): Author {
  const person = rooms.get(room)?.get(id)
  return { alias: person?.alias, picture: person?.picture ?? id }
}
