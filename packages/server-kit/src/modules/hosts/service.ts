import { atLeast, type Notice, type ParticipantId, type Role, SanctuaryError } from '@sanctuary/protocol'
import type { Actor } from '../../kernel/actor.ts'
import { hashHostKey, hostKeyMatches, newHostKey } from '../../kernel/host-key.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Handlers } from '../../kernel/module.ts'
import { type PersonRow, personColumns } from '../../kernel/person.ts'
import type { Transaction } from '../../kernel/transact.ts'
import { recordAct } from './acts.ts'

/** Every rule of what staff may do to whom. */
export function createHostsService({ transact, people, tokens }: Kernel): Handlers<'hosts'> {
  return {
    setRole: (actor, { participant, role, reason }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, participant)
        if (person.role === role) return {}
        if (actor.role !== 'host' && (atLeast(role, 'moderator') || atLeast(person.role, 'moderator')))
          throw new SanctuaryError('FORBIDDEN')
        if (person.role === 'host') await keepOneHost(transaction, person)
        const up = atLeast(role, person.role)
        await people.change(transaction, [person], { role, ...(up ? { silenced: false } : {}) })
        recordAct(transaction, { act: 'setRole', ...about(actor, person, reason), role })
        notify(transaction, participant, { kind: up ? 'promoted' : 'demoted', role, reason })
        return {}
      }),

    mute: (actor, { participant, reason }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, participant)
        requireAbove(actor, person)
        if (person.silenced) return {}
        await people.change(transaction, [person], { silenced: true })
        recordAct(transaction, { act: 'mute', ...about(actor, person, reason) })
        notify(transaction, participant, { kind: 'muted', reason })
        return {}
      }),

    muteAll: (actor, { reason }) =>
      transact(actor, async (transaction) => {
        const others = await transaction.sql.unsafe<PersonRow[]>(
          `select ${personColumns} from participants
           where room_id = $1 and state = 'inside' and role in ('listener', 'speaker') and not silenced`,
          [actor.room],
        )
        await people.change(transaction, others, { silenced: true })
        for (const { id } of others) notify(transaction, id, { kind: 'muted', reason })
        recordAct(transaction, { act: 'mute', actor: actor.participant, ...(reason ? { reason } : {}) })
        return { muted: others.length }
      }),

    askToUnmute: (actor, { participant }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, participant)
        requireAbove(actor, person)
        if (person.silenced) await people.change(transaction, [person], { silenced: false })
        recordAct(transaction, { act: 'askToUnmute', ...about(actor, person) })
        transaction.write.remove('hosts.notice', 'muted', { to: participant })
        notify(transaction, participant, { kind: 'unmuteAsked' })
        return {}
      }),

    remove: (actor, { participant, ban, reason }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, participant, 'inside', 'waiting', 'left')
        requireAbove(actor, person)
        await people.leave(transaction, [person], ban ? 'banned' : 'removed', reason)
        recordAct(transaction, { act: ban ? 'ban' : 'remove', ...about(actor, person, reason) })
        transaction.write.remove('hosts.ping', participant)
        if (ban) transaction.write.put('hosts.banned', participant, { alias: person.alias, ...(reason ? { reason } : {}) })
        return {}
      }),

    readmit: (actor, { participant }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, participant, 'banned')
        await people.leave(transaction, [person], 'removed')
        recordAct(transaction, { act: 'readmit', ...about(actor, person) })
        transaction.write.remove('hosts.banned', participant)
        return {}
      }),

    admit: (actor, { participant, reason }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, participant, 'waiting')
        const [row] = await transaction.sql<{ inside: number }[]>`
          select count(*)::int as inside from participants where room_id = ${actor.room} and state = 'inside'`
        if ((row?.inside ?? 0) >= transaction.room.settings.capacity) throw new SanctuaryError('ROOM_FULL')
        await people.enter(transaction, [person])
        recordAct(transaction, { act: 'admit', ...about(actor, person, reason) })
        notify(transaction, participant, { kind: 'admitted' })
        return {}
      }),

    deny: (actor, { participant, reason }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, participant, 'waiting')
        await people.leave(transaction, [person], 'denied', reason)
        recordAct(transaction, { act: 'deny', ...about(actor, person, reason) })
        return {}
      }),

    nameSuccessor: (actor, { participant, successor }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, participant)
        await people.change(transaction, [person], { successor })
        recordAct(transaction, { act: 'nameSuccessor', ...about(actor, person) })
        return {}
      }),

    takeBack: (actor, { hostKey }) =>
      transact(actor, async (transaction) => {
        if (!hostKeyMatches(tokens, hostKey, transaction.room.hostKeyHash)) throw new SanctuaryError('HOST_KEY_WRONG')
        const person = await people.get(transaction, actor.participant, 'inside', 'waiting')
        if (person.state === 'waiting') {
          person.role = 'host'
          await people.enter(transaction, [person])
        } else await people.change(transaction, [person], { role: 'host', silenced: false })
        recordAct(transaction, { act: 'takeBack', ...about(actor, person) })
        return {}
      }),

    newHostKey: (actor) =>
      transact({ ...actor, callId: undefined }, async (transaction) => {
        // Never kept for a repeated call: the key is shown once and stored as a hash only.
        const hostKey = newHostKey()
        await transaction.sql`update rooms set host_key_hash = ${hashHostKey(tokens, hostKey)} where id = ${actor.room}`
        recordAct(transaction, { act: 'newHostKey', actor: actor.participant })
        return { hostKey }
      }),

    ask: (actor, { note }) =>
      transact(actor, async ({ write }) => {
        write.put('hosts.ping', actor.participant, { note }, { author: actor.participant })
        return {}
      }),

    answerPing: (actor, { participant }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, participant, 'inside', 'left')
        transaction.write.remove('hosts.ping', participant)
        recordAct(transaction, { act: 'answerPing', ...about(actor, person) })
        notify(transaction, participant, { kind: 'pingSeen' })
        return {}
      }),

    dismissNotice: (actor, { kind }) =>
      transact(actor, async ({ write }) => {
        write.remove('hosts.notice', kind, { to: actor.participant })
        return {}
      }),
  }
}

/** Staff act on people below them; a host on anyone but another host, whose role is taken first. */
function requireAbove(actor: Actor, person: PersonRow): void {
  const above = actor.role === 'host' ? person.role !== 'host' : !atLeast(person.role, actor.role as Role)
  if (!above || person.id === actor.participant) throw new SanctuaryError('FORBIDDEN')
}

async function keepOneHost({ sql, room }: Transaction, leaving: PersonRow): Promise<void> {
  const [other] = await sql`
    select 1 from participants where room_id = ${room.id} and state = 'inside' and role = 'host' and id <> ${leaving.id}`
  if (!other) throw new SanctuaryError('CONFLICT', { message: 'A room keeps at least one host. Make somebody else a host first.' })
}

const about = (actor: Actor, person: PersonRow, reason?: string) => ({
  actor: actor.participant,
  subject: person.id,
  subjectAlias: person.alias,
  ...(reason ? { reason } : {}),
})

function notify({ write }: Transaction, participant: ParticipantId, { reason, ...notice }: Notice): void {
  write.put('hosts.notice', notice.kind, { ...notice, ...(reason ? { reason } : {}) }, { to: participant })
}
