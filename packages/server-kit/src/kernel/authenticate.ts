import { type ParticipantId, type Role, type RoomId, SanctuaryError } from '@sanctuary/protocol'
import type { Sql } from 'postgres'
import type { Actor } from './actor.ts'
import type { Tokens } from './tokens.ts'

/** Whose token it is and until when, ms; not yet whether they are still in the room. */
export async function verify(tokens: Tokens, token: string): Promise<{ participant: ParticipantId; room: RoomId; expiresAt: number }> {
  const { participant, room, expiresAt } = await tokens.verifyAccess(token)
  return { participant: participant as ParticipantId, room: room as RoomId, expiresAt } // signed by us, so they have the form we gave them
}

/** Turns a participant token into the actor the database knows. Role and standing are never read from the token. */
export async function authenticate(sql: Sql, tokens: Tokens, token: string): Promise<Actor> {
  const { participant, room } = await verify(tokens, token)
  return loadActor(sql, participant, room)
}

/** Reads a participant's role and standing; refuses whoever is not in the room any more, each with their reason. */
export async function loadActor(sql: Sql, participant: ParticipantId, room: RoomId): Promise<Actor> {
  const [row] = await sql<{ role: Role; state: string; room_state: string }[]>`
    select p.role, p.state, r.state as room_state from participants p join rooms r on r.id = p.room_id
    where p.id = ${participant} and p.room_id = ${room}`
  if (!row) throw new SanctuaryError('UNAUTHENTICATED')
  if (row.state === 'banned') throw new SanctuaryError('BANNED')
  if (row.state === 'removed' || row.state === 'denied') throw new SanctuaryError('REMOVED')
  if (row.room_state === 'ended') throw new SanctuaryError('ROOM_ENDED')
  if (row.state !== 'inside' && row.state !== 'waiting') throw new SanctuaryError('UNAUTHENTICATED')
  return { participant, room, role: row.role, state: row.state }
}
