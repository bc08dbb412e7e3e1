import { isStaff, type ParticipantId, SanctuaryError, type Standing } from '@sanctuary/protocol'
import { channelId, channelName } from '../sync/channels.ts'
import type { Emit } from './events.ts'
import { type PersonRow, personColumns } from './person.ts'
import type { Transaction } from './transact.ts'

type Gone = Exclude<Standing['state'], 'waiting' | 'inside'>
type Change = Partial<Pick<PersonRow, 'alias' | 'picture' | 'role' | 'silenced' | 'successor' | 'presence'>>

/**
 * What changes together whenever people come, go, or may do something else: rows, memberships, records, events.
 * Everything takes many people at once, so that a crowd costs as many statements as one person.
 */
export interface People {
  /** Reads a person of the locked room; `PARTICIPANT_NOT_FOUND` unless they are in one of the states, default inside. */
  get(transaction: Transaction, id: ParticipantId, ...states: Standing['state'][]): Promise<PersonRow>
  /** Makes people known to the room: a channel of their own, with their standing in it. */
  open(transaction: Transaction, people: readonly PersonRow[]): Promise<void>
  /** Lets people in: the room's channel, staff's where due, the roster. */
  enter(transaction: Transaction, people: readonly PersonRow[]): Promise<void>
  /** Takes people out. `removed`, `banned` and `denied` also end every credential. */
  leave(transaction: Transaction, people: readonly PersonRow[], as: Gone, reason?: string): Promise<void>
  /** Changes what people may do or how they appear. */
  change(transaction: Transaction, people: readonly PersonRow[], change: Change): Promise<void>
}

export function createPeople(emit: Emit): People {
  return {
    async get({ sql, room }, id, ...states) {
      const [person] = await sql.unsafe<PersonRow[]>(`select ${personColumns} from participants where id = $1 and room_id = $2`, [
        id,
        room.id,
      ])
      if (!person || !(states.length > 0 ? states : ['inside']).includes(person.state)) throw new SanctuaryError('PARTICIPANT_NOT_FOUND')
      return person
    },

    async open(transaction, people) {
      const { sql, room } = transaction
      const own = people.map(({ id }) => ({
        channel: channelId(room.id, channelName('participant', id)),
        participant: id,
        epoch: newEpoch(),
      }))
      await sql`
        with own as (select * from jsonb_to_recordset(${sql.json(own)}) as o (channel text, participant uuid, epoch text)),
        opened as (insert into channels (id, room_id, epoch) select channel, ${room.id}, epoch from own on conflict do nothing)
        insert into members (channel_id, participant_id, may_write) select channel, participant, false from own on conflict do nothing`
      for (const person of people) showStanding(transaction, person)
    },

    async enter(transaction, people) {
      if (people.length === 0) return
      const { sql, write } = transaction
      for (const person of people) Object.assign(person, { state: 'inside', presence: 'here', admitted: true, reason: null })
      await save(transaction, people)
      await sql`update participants set lost_at = now() where id = any(${idsOf(people)})`
      await join(transaction, people, 'room')
      await join(
        transaction,
        people.filter(({ role }) => isStaff(role)),
        'staff',
      )
      for (const person of people) {
        write.remove('participants.waiting', person.id)
        showStanding(transaction, person)
        showPerson(transaction, person)
      }
      await emit('participants.entered', { people, transaction })
    },

    async leave(transaction, people, as, reason) {
      if (people.length === 0) return
      const { sql, room, write } = transaction
      const inside = people.filter(({ state }) => state === 'inside')
      for (const person of people) Object.assign(person, { state: as, admitted: person.admitted && as === 'left', reason: reason ?? null })
      await save(transaction, people)
      const shared = ['room', 'staff'].map((name) => channelId(room.id, name) as string)
      await sql`delete from members where participant_id = any(${idsOf(people)}) and channel_id = any(${shared})`
      if (as !== 'left') {
        await sql`with ended as (delete from credentials where participant_id = any(${idsOf(people)}) returning hash, participant_id)
          insert into ended_credentials (hash, participant_id) select hash, participant_id from ended on conflict do nothing`
      }
      for (const person of people) {
        write.remove('sync.membership', 'room', { to: person.id })
        write.remove('sync.membership', 'staff', { to: person.id })
        write.remove('participants.waiting', person.id)
        write.remove('participants.person', person.id)
        showStanding(transaction, person)
      }
      if (inside.length > 0) await emit('participants.left', { people: inside, transaction })
    },

    async change(transaction, people, change) {
      const { sql, room, write } = transaction
      const before = new Map(people.map(({ id, role, silenced }) => [id, { role, silenced }]))
      for (const person of people) Object.assign(person, change)
      await save(transaction, people)
      const inside = people.filter(({ state }) => state === 'inside')
      const wasStaff = ({ id }: PersonRow) => isStaff(before.get(id)?.role ?? 'listener')
      await join(
        transaction,
        inside.filter((person) => isStaff(person.role) && !wasStaff(person)),
        'staff',
      )
      const stoodDown = inside.filter((person) => !isStaff(person.role) && wasStaff(person))
      if (stoodDown.length > 0) {
        await sql`delete from members where participant_id = any(${idsOf(stoodDown)}) and channel_id = ${channelId(room.id, 'staff')}`
        for (const { id } of stoodDown) write.remove('sync.membership', 'staff', { to: id })
      }
      for (const person of inside) showPerson(transaction, person)
      const affected = inside.filter(({ id, role, silenced }) => role !== before.get(id)?.role || silenced !== before.get(id)?.silenced)
      if (affected.length === 0) return
      for (const person of affected) showStanding(transaction, person)
      await emit('participants.rightsChanged', { people: affected, transaction })
    },
  }
}

/** Writes rows back as they are in memory. */
async function save({ sql }: Transaction, people: readonly PersonRow[]): Promise<void> {
  const rows = people.map((person) => ({ ...person, aliasKey: aliasKey(person.alias) }))
  await sql`update participants p set alias = s.alias, alias_key = s."aliasKey", picture = s.picture, role = s.role, state = s.state,
      presence = s.presence, silenced = s.silenced, successor = s.successor, rules_version = s."rulesVersion", admitted = s.admitted, reason = s.reason,
      lost_at = case when s.state in ('inside', 'waiting') then p.lost_at end
    from jsonb_to_recordset(${sql.json(rows)}) as s (id uuid, alias text, "aliasKey" text, picture text, role text, state text,
      presence text, silenced boolean, successor boolean, "rulesVersion" int, admitted boolean, reason text)
    where p.id = s.id`
}

/** Puts people into a channel; being in it is itself a record in their own. */
async function join({ sql, room, write }: Transaction, people: readonly PersonRow[], name: 'room' | 'staff'): Promise<void> {
  if (people.length === 0) return
  await sql`insert into members (channel_id, participant_id) select ${channelId(room.id, name)}, unnest(${idsOf(people)}::uuid[]) on conflict do nothing`
  const since = new Date().toISOString()
  for (const { id } of people) write.put('sync.membership', name, { since }, { to: id })
}

const idsOf = (people: readonly PersonRow[]): string[] => people.map(({ id }) => id)

function showStanding({ write }: Transaction, { id, state, role, reason }: PersonRow): void {
  write.put('participants.standing', 'me', { state, role, ...(reason ? { reason } : {}) }, { to: id })
}

/** Shows a person in the roster as they are now. */
export function showPerson({ write }: Transaction, { id, alias, picture, role, presence, silenced, successor }: PersonRow): void {
  write.put('participants.person', id, { alias, picture, role, presence, silenced, successor }, { author: id })
}

/** What makes two names the same: case, marks, width, spaces and what nobody sees do not count. */
export function aliasKey(alias: string): string {
  return alias
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

/** A channel's epoch changes when its numbers cannot be continued, such as after a restore. */
export const newEpoch = (): string => crypto.randomUUID().slice(0, 8)
