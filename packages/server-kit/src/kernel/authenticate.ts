import { type ParticipantId, type Role, type RoomId, SanctuaryError } from '@sanctuary/protocol'
import type { Sql } from 'postgres'
import { together } from '../sync/together.ts'
import type { Actor } from './actor.ts'
import type { Tokens } from './tokens.ts'

/** Whose token it is and until when, ms; not yet whether they are still in the room. */
export async function verify(tokens: Tokens, token: string): Promise<{ participant: ParticipantId; room: RoomId; expiresAt: number }> {
  const { participant, room, expiresAt } = await tokens.verifyAccess(token)
  return { participant: participant as ParticipantId, room: room as RoomId, expiresAt } // signed by us, so they have the form we gave them
}

/** Reads a participant's role and standing; refuses whoever is not in the room any more, each with their reason. */
export type LoadActor = (participant: ParticipantId, room: RoomId) => Promise<Actor>

/** Role and standing are never read from a token: they are what the database says now. */
export function createLoadActor(sql: Sql): LoadActor {
  const read = together(async (people: readonly ParticipantId[]) => {
    const rows = await sql<Standing[]>`
      select p.id, p.room_id as room, p.role, p.state, r.state as "roomState" from participants p join rooms r on r.id = p.room_id
      where p.id = any(${people as ParticipantId[]})`
    const found = new Map(rows.map((row) => [row.id, row]))
    return people.map((id) => found.get(id))
  })
  return async (participant, room) => {
    const person = await read(participant)
    if (person?.room !== room) throw new SanctuaryError('UNAUTHENTICATED')
    if (person.state === 'banned') throw new SanctuaryError('BANNED')
    if (person.state === 'removed' || person.state === 'denied') throw new SanctuaryError('REMOVED')
    if (person.roomState === 'ended') throw new SanctuaryError('ROOM_ENDED')
    if (person.state !== 'inside' && person.state !== 'waiting') throw new SanctuaryError('UNAUTHENTICATED')
    return { participant, room, role: person.role, state: person.state }
  }
}

interface Standing {
  readonly id: ParticipantId
  readonly room: RoomId
  readonly role: Role
  readonly state: string
  readonly roomState: string
}
