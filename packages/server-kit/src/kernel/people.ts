import { isStaff, type ParticipantId, type Role, type RoomId, SanctuaryError, type Standing } from '@sanctuary/protocol'
import type { TransactionSql } from 'postgres'
import { channelId, channelName } from '../sync/channels.ts'
import type { Emit } from './events.ts'
import type { Transaction } from './transact.ts'

/** A person's row. */
export interface PersonRow {
  readonly id: ParticipantId
  alias: string
  picture: string
  role: Role
  state: Standing['state']
  presence: 'here' | 'away' | 'reconnecting'
  silenced: boolean
  successor: boolean
  rulesVersion: number
  reason: string | null
}

/** What changes together whenever somebody comes, goes, or may do something else: rows, memberships, records, events. */
export interface People {
  /** Reads a person of the locked room. */
  find(transaction: Transaction, id: ParticipantId): Promise<PersonRow | undefined>
  /** As `find`, but throws `PARTICIPANT_NOT_FOUND` unless the person is in one of the states; default inside. */
  get(transaction: Transaction, id: ParticipantId, ...states: Standing['state'][]): Promise<PersonRow>
  /** Lets a person in: the room's channel, staff's where due, the roster. */
  enter(transaction: Transaction, person: PersonRow): Promise<void>
  /** Takes a person out. `removed`, `banned` and `denied` also end every credential. */
  leave(transaction: Transaction, person: PersonRow, as: Exclude<Standing['state'], 'waiting' | 'inside'>, reason?: string): Promise<void>
  /** Changes what a person may do or how they appear. */
  change(
    transaction: Transaction,
    person: PersonRow,
    change: Partial<Pick<PersonRow, 'alias' | 'picture' | 'role' | 'silenced' | 'successor' | 'presence'>>,
  ): Promise<void>
  /** Makes a person known to the room: their own channel, with their standing in it. */
  open(transaction: Transaction, person: PersonRow): Promise<void>
}

export const personColumns = 'id, alias, picture, role, state, presence, silenced, successor, rules_version as "rulesVersion", reason'

export function createPeople(emit: Emit): People {
  const people: People = {
    async find({ sql, room }, id) {
      const [row] = await sql.unsafe<PersonRow[]>(`select ${personColumns} from participants where id = $1 and room_id = $2`, [id, room.id])
      return row
    },

    async get(transaction, id, ...states) {
      const person = await people.find(transaction, id)
      if (!person || !(states.length > 0 ? states : ['inside']).includes(person.state)) throw new SanctuaryError('PARTICIPANT_NOT_FOUND')
      return person
    },

    async open(transaction, person) {
      const { sql, room } = transaction
      const own = channelId(room.id, channelName('participant', person.id))
      await sql`
        with channel as (insert into channels (id, room_id, epoch) values (${own}, ${room.id}, ${newEpoch()}) on conflict do nothing)
        insert into members (channel_id, participant_id, may_write) values (${own}, ${person.id}, false) on conflict do nothing`
      showStanding(transaction, person)
    },

    async enter(transaction, person) {
      const { sql, room, write } = transaction
      person.state = 'inside'
      person.presence = 'here'
      person.reason = null
      await sql`update participants set state = 'inside', presence = 'here', reason = null, lost_at = now(), role = ${person.role}
        where id = ${person.id}`
      await join(sql, room.id, person, 'room')
      write.put('sync.membership', 'room', { since: new Date().toISOString() }, { to: person.id })
      if (isStaff(person.role)) await joinStaff(transaction, person)
      write.remove('participants.waiting', person.id)
      showStanding(transaction, person)
      showPerson(transaction, person)
      await emit('participants.entered', { participant: person.id, role: person.role, transaction })
    },

    async leave(transaction, person, as, reason) {
      const { sql, room, write } = transaction
      const wasInside = person.state === 'inside'
      person.state = as
      person.reason = reason ?? null
      await sql`update participants set state = ${as}, reason = ${reason ?? null}, lost_at = null, silenced = ${person.silenced}
        where id = ${person.id}`
      await sql`delete from members where participant_id = ${person.id} and channel_id = any(${['room', 'staff'].map((name) => channelId(room.id, name) as string)})`
      if (as !== 'left') {
        await sql`with ended as (delete from credentials where participant_id = ${person.id} returning hash)
          insert into ended_credentials (hash, participant_id) select hash, ${person.id} from ended on conflict do nothing`
      }
      write.remove('sync.membership', 'room', { to: person.id })
      write.remove('sync.membership', 'staff', { to: person.id })
      write.remove('participants.waiting', person.id)
      write.remove('participants.person', person.id)
      showStanding(transaction, person)
      if (wasInside) await emit('participants.left', { participant: person.id, role: person.role, transaction })
    },

    async change(transaction, person, change) {
      const { sql, room, write } = transaction
      const wasStaff = isStaff(person.role)
      const rights =
        (change.role !== undefined && change.role !== person.role) || (change.silenced !== undefined && change.silenced !== person.silenced)
      Object.assign(person, change)
      await sql`update participants set alias = ${person.alias}, alias_key = ${aliasKey(person.alias)}, picture = ${person.picture},
        role = ${person.role}, silenced = ${person.silenced}, successor = ${person.successor}, presence = ${person.presence}
        where id = ${person.id}`
      if (person.state !== 'inside') return
      if (isStaff(person.role) && !wasStaff) await joinStaff(transaction, person)
      if (!isStaff(person.role) && wasStaff) {
        await sql`delete from members where participant_id = ${person.id} and channel_id = ${channelId(room.id, 'staff')}`
        write.remove('sync.membership', 'staff', { to: person.id })
      }
      showPerson(transaction, person)
      if (!rights) return
      showStanding(transaction, person)
      await emit('participants.rightsChanged', { participant: person.id, role: person.role, silenced: person.silenced, transaction })
    },
  }
  return people
}

async function joinStaff(transaction: Transaction, person: PersonRow): Promise<void> {
  await join(transaction.sql, transaction.room.id, person, 'staff')
  transaction.write.put('sync.membership', 'staff', { since: new Date().toISOString() }, { to: person.id })
}

async function join(sql: TransactionSql, room: RoomId, person: PersonRow, name: 'room' | 'staff'): Promise<void> {
  await sql`insert into members (channel_id, participant_id) values (${channelId(room, name)}, ${person.id}) on conflict do nothing`
}

function showStanding({ write }: Transaction, { id, state, role, reason }: PersonRow): void {
  write.put('participants.standing', 'me', { state, role, ...(reason ? { reason } : {}) }, { to: id })
}

export function showPerson({ write }: Transaction, { id, alias, picture, role, presence, silenced, successor }: PersonRow): void {
  write.put('participants.person', id, { alias, picture, role, presence, silenced, successor }, { author: id })
}

/** What makes two names the same: case, marks, width and spaces do not count. */
export function aliasKey(alias: string): string {
  return alias.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** A channel's epoch changes when its numbers cannot be continued, such as after a restore. */
export const newEpoch = (): string => crypto.randomUUID().slice(0, 8)
