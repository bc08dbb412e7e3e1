import { protocolVersion, type RoomId, SanctuaryError, type Snapshot } from '@sanctuary/protocol'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Handlers } from '../../kernel/module.ts'
import { aliasKey } from '../../kernel/people.ts'
import type { PersonRow } from '../../kernel/person.ts'
import type { Transaction } from '../../kernel/transact.ts'
import { channelId } from '../../sync/channels.ts'
import { readSnapshots } from '../../sync/read.ts'
import { type Joined, joinAll } from './join.ts'
import { createJoinQueue } from './join-queue.ts'
import { namesIn, takenAmong } from './names.ts'
import type { Wish } from './recognise.ts'
import { randomPicture } from './words.ts'

/** Every rule of joining, leaving and appearing. */
export function createParticipantsService(kernel: Kernel): Handlers<'participants'> {
  const { db, transact, people, tokens, clock, modules, identify, presence, tailer } = kernel

  const join = createJoinQueue<Wish, Joined & { channels: Snapshot[] }>(async (room, wishes) => {
    const outcomes = await transact.inRoom(room, (transaction) => joinAll(kernel, transaction, wishes))
    presence.look(room)
    const following = await tailer.retain(channelId(room, 'room')) // from here on memory has what they miss until they are connected
    following?.release()
    const came = outcomes.filter((outcome): outcome is Joined => !(outcome instanceof SanctuaryError))
    // Everybody of a crowd starts from the same picture of the room, read once.
    const snapshots = await snapshotsFor(
      room,
      came.map(({ person }) => person),
    )
    return outcomes.map((outcome) => (outcome instanceof SanctuaryError ? outcome : { ...outcome, channels: snapshots(outcome.person) }))
  })

  async function snapshotsFor(room: RoomId, crowd: readonly PersonRow[]): Promise<(person: PersonRow) => Snapshot[]> {
    const ids = crowd.map(({ id }) => id)
    const rows = await db.sql<{ channel_id: `${string}/${string}`; participant_id: string }[]>`
      select channel_id, participant_id from members where participant_id = any(${ids as string[]})`
    const read = await readSnapshots(db.sql, [...new Set(rows.map((row) => row.channel_id))])
    const byId = new Map(read.map((snapshot) => [channelId(room, snapshot.channel), snapshot]))
    return ({ id }) => rows.flatMap((row) => (row.participant_id === id ? (byId.get(row.channel_id) ?? []) : []))
  }

  return {
    async suggest(_caller, { room }) {
      const [row] = await db.sql`select 1 from rooms where id = ${room}`
      if (!row) throw new SanctuaryError('ROOM_NOT_FOUND')
      const names = await namesIn(db.sql, room, [{}])
      return { alias: names.take(undefined), picture: randomPicture() }
    },

    async join(caller, wish) {
      const { person, credential, channels } = await join(wish.room, { ...wish, subject: await identify(caller) })
      return {
        participant: person.id,
        room: wish.room,
        standing: { state: person.state, role: person.role },
        ...(await tokens.signAccess({ participant: person.id, room: wish.room })),
        ...(credential === undefined ? {} : { credential }),
        modules: [...modules],
        protocol: protocolVersion,
        serverTime: new Date(clock.now()).toISOString(),
        channels: channels as never,
      }
    },

    leave: (actor, { forget }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, actor.participant, 'inside', 'waiting')
        await people.leave(transaction, [person], 'left')
        if (forget) await forgetWho(transaction, person)
        return {}
      }),

    rename: (actor, { alias, picture }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, actor.participant)
        if (alias !== undefined) {
          const taken = await takenAmong(transaction.sql, actor.room, [alias], person.id)
          if (taken.has(aliasKey(alias))) throw new SanctuaryError('ALIAS_TAKEN')
        }
        await people.change(transaction, [person], { alias: alias ?? person.alias, picture: picture ?? person.picture })
        return {}
      }),

    async setAway(actor, { away }) {
      if (actor.connection !== undefined) await presence.setAway(actor.connection, away, actor.room)
      return {}
    },

    acknowledge: (actor, { rulesVersion }) =>
      transact(actor, async ({ sql, room }) => {
        const current = room.settings.rulesVersion
        if (rulesVersion !== current) throw new SanctuaryError('CONFLICT', { details: { rulesVersion: current } })
        await sql`update participants set rules_version = ${rulesVersion} where id = ${actor.participant}`
        return {}
      }),
  }
}

/**
 * From now on nobody can come back as this person, neither by a credential nor by a partner's word. Whom a host muted a partner still
 * knows: forgetting must not be the way to a voice that was taken.
 */
async function forgetWho({ sql }: Transaction, { id }: PersonRow): Promise<void> {
  await sql`delete from credentials where participant_id = ${id}`
  await sql`update participants set subject_key = null where id = ${id} and not silenced`
}
