import type { ParticipantId, RoomId } from '@sanctuary/protocol'
import { graceSeconds, leaseSeconds } from '../sync/presence.ts'
import type { Emit } from './events.ts'
import { type People, showPerson } from './people.ts'
import { type PersonRow, personColumns } from './person.ts'
import type { Transact } from './transact.ts'

interface Connected extends PersonRow {
  connections: number
  away: boolean
  lostFor: number | null
}

/**
 * Brings a room's roster in line with who is connected, in one transaction: here, away, reconnecting, and gone once the grace is over.
 * Idempotent; any node may run it at any time.
 * @param lookAgain - asked to come back when somebody's grace will be over, in ms
 */
export function createSettlePresence(transact: Transact, people: People, emit: Emit, lookAgain: (room: RoomId, delayMs: number) => void) {
  return (room: RoomId, disconnected: readonly ParticipantId[]): Promise<void> =>
    transact.inRoom(room, async (transaction) => {
      if (transaction.room.state === 'ended') return
      if (disconnected.length > 0) await emit('participants.disconnected', { participants: disconnected, transaction })
      const { sql } = transaction
      const rows = await sql.unsafe<Connected[]>(
        `select ${personColumns}, c.connections, coalesce(c.away, false) as away, extract(epoch from now() - p.lost_at)::float as "lostFor"
         from participants p, lateral (
           select count(*)::int as connections, bool_and(c.away) as away from connections c join nodes n on n.id = c.node_id
           where c.participant_id = p.id and n.seen_at > now() - make_interval(secs => $2)) c
         where p.room_id = $1 and p.state in ('inside', 'waiting')
           and ((c.connections = 0) or p.lost_at is not null or p.presence <> (case when c.away then 'away' else 'here' end))`,
        [room, leaseSeconds],
      )
      const back: string[] = []
      const lost: string[] = []
      const gone: PersonRow[] = []
      let soonest: number | undefined
      for (const person of rows) {
        if (person.connections > 0) {
          back.push(person.id)
          const presence = person.away ? 'away' : 'here'
          if (person.presence === presence || person.state !== 'inside') continue
          person.presence = presence
          showPerson(transaction, person)
        } else if (person.lostFor !== null && person.lostFor >= graceSeconds) {
          gone.push(person)
        } else {
          soonest = Math.min(soonest ?? graceSeconds, graceSeconds - (person.lostFor ?? 0))
          if (person.lostFor !== null) continue
          lost.push(person.id)
          if (person.state !== 'inside') continue
          person.presence = 'reconnecting'
          showPerson(transaction, person)
        }
      }
      await people.leave(transaction, gone, 'left')
      if (back.length > 0) {
        await sql`update participants p set lost_at = null, presence = coalesce((select case when bool_and(c.away) then 'away' else 'here' end
          from connections c where c.participant_id = p.id), 'here') where id = any(${back})`
      }
      if (lost.length > 0) await sql`update participants set lost_at = now(), presence = 'reconnecting' where id = any(${lost})`
      const delay = soonest
      if (delay !== undefined) transaction.afterCommit(() => lookAgain(room, delay * 1000 + 50))
    })
}
