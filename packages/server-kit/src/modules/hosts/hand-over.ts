import type { ParticipantId } from '@sanctuary/protocol'
import type { Events } from '../../kernel/events.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { PersonRow } from '../../kernel/person.ts'
import type { Transaction } from '../../kernel/transact.ts'
import { recordAct } from './acts.ts'

/**
 * When the last host leaves, a person the hosts named takes over; without one the room locks, and ends once people have been in it
 * without a host for its host absence. An empty room waits for its host until it expires. A host who comes in again finds it theirs,
 * and unlocked unless somebody had locked it.
 */
export function createHandOver({ people }: Kernel): Partial<Events> {
  async function countInside({ sql, room }: Transaction): Promise<{ all: number; hosts: number }> {
    const [row] = await sql<{ all: number; hosts: number }[]>`
      select count(*)::int as all, count(*) filter (where role = 'host')::int as hosts
      from participants where room_id = ${room.id} and state = 'inside'`
    return row ?? { all: 0, hosts: 0 }
  }

  /** Whether hosts are missing, and to whom: to people who are inside, or for now to nobody. */
  async function setAbsent(transaction: Transaction, absent: 'no' | 'missed' | 'unnoticed'): Promise<void> {
    const { sql, room, write } = transaction
    const isAbsent = absent !== 'no'
    // It locks once, when the last host goes: staff who open it then mean it.
    const changesLock = isAbsent ? !isMissed(transaction) && !room.settings.locked : room.lockedByAbsence
    const settings = { ...room.settings, ...(changesLock ? { locked: isAbsent } : {}) }
    room.settings = settings
    room.lockedByAbsence = isAbsent && (changesLock || room.lockedByAbsence)
    const since = { no: sql`null`, missed: sql`least(absent_since, now())`, unnoticed: sql`'infinity'` }[absent]
    await sql`update rooms set absent_since = ${since}, locked_by_absence = ${room.lockedByAbsence},
      settings = ${sql.json(settings as never)} where id = ${room.id}`
    if (!changesLock) return
    write.put('rooms.settings', 'room', settings)
    recordAct(transaction, { act: isAbsent ? 'lock' : 'unlock', reason: isAbsent ? 'No host is in the room.' : 'A host is back.' })
  }

  const isMissed = ({ room }: Transaction) => room.absentSince !== null

  return {
    async 'participants.left'({ people: left, transaction }) {
      if (transaction.room.state === 'ended' || !(left.some(isHost) || isMissed(transaction))) return
      const { all, hosts } = await countInside(transaction)
      if (hosts > 0) return
      const [named] = await transaction.sql<{ id: ParticipantId }[]>`
        select id from participants where room_id = ${transaction.room.id} and state = 'inside' and successor order by joined_at limit 1`
      if (!named) return setAbsent(transaction, all > 0 ? 'missed' : 'unnoticed')
      const person = await people.get(transaction, named.id)
      await people.change(transaction, [person], { role: 'host', successor: false, silenced: false })
      recordAct(transaction, { act: 'handOver', subject: person.id, subjectAlias: person.alias, role: 'host' })
      transaction.write.put('hosts.notice', 'becameHost', { kind: 'becameHost', role: 'host' }, { to: person.id })
    },

    async 'participants.entered'({ people: came, transaction }) {
      if (isMissed(transaction)) await setAbsent(transaction, came.some(isHost) ? 'no' : 'missed')
    },

    async 'participants.rightsChanged'({ people: changed, transaction }) {
      if (changed.some(isHost) && isMissed(transaction)) await setAbsent(transaction, 'no')
    },
  }
}

const isHost = ({ role }: PersonRow): boolean => role === 'host'
