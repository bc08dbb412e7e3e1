import type { ParticipantId } from '@sanctuary/protocol'
import type { Events } from '../../kernel/events.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { PersonRow } from '../../kernel/person.ts'
import type { Transaction } from '../../kernel/transact.ts'
import { recordAct } from './acts.ts'

/**
 * When the last host leaves, a person the hosts named takes over; without one the room locks, and ends after its host absence.
 * A host who comes in again finds it theirs, and unlocked unless somebody had locked it.
 */
export function createHandOver({ people }: Kernel): Partial<Events> {
  async function hostsInside({ sql, room }: Transaction): Promise<number> {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from participants where room_id = ${room.id} and state = 'inside' and role = 'host'`
    return row?.n ?? 0
  }

  async function setAbsent(transaction: Transaction, absent: boolean): Promise<void> {
    const { sql, room, write } = transaction
    const changesLock = absent ? !room.settings.locked : room.lockedByAbsence
    const settings = { ...room.settings, ...(changesLock ? { locked: absent } : {}) }
    room.settings = settings
    await sql`update rooms set absent_since = ${absent ? sql`now()` : null}, locked_by_absence = ${absent && changesLock},
      settings = ${sql.json(settings as never)} where id = ${room.id}`
    if (!changesLock) return
    write.put('rooms.settings', 'room', settings)
    recordAct(transaction, { act: absent ? 'lock' : 'unlock', reason: absent ? 'No host is in the room.' : 'A host is back.' })
  }

  return {
    async 'participants.left'({ people: left, transaction }) {
      if (!left.some(isHost) || transaction.room.state === 'ended' || (await hostsInside(transaction)) > 0) return
      const [named] = await transaction.sql<{ id: ParticipantId }[]>`
        select id from participants where room_id = ${transaction.room.id} and state = 'inside' and successor order by joined_at limit 1`
      if (!named) return setAbsent(transaction, true)
      const person = await people.get(transaction, named.id)
      await people.change(transaction, [person], { role: 'host', successor: false, silenced: false })
      recordAct(transaction, { act: 'handOver', subject: person.id, subjectAlias: person.alias, role: 'host' })
      transaction.write.put('hosts.notice', 'becameHost', { kind: 'becameHost', role: 'host' }, { to: person.id })
    },

    async 'participants.entered'({ people: came, transaction }) {
      if (came.some(isHost) && transaction.room.absentSince !== null) await setAbsent(transaction, false)
    },

    async 'participants.rightsChanged'({ people: changed, transaction }) {
      if (changed.some(isHost) && transaction.room.absentSince !== null) await setAbsent(transaction, false)
    },
  }
}

const isHost = ({ role }: PersonRow): boolean => role === 'host'
