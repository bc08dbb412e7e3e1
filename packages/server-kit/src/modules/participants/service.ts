import { protocolVersion, SanctuaryError } from '@sanctuary/protocol'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Handlers } from '../../kernel/module.ts'
import { channelsOf, readSnapshots } from '../../sync/read.ts'
import { freeAlias, isTaken, join } from './join.ts'
import { randomPicture } from './words.ts'

/** Every rule of joining, leaving and appearing. */
export function createParticipantsService(kernel: Kernel): Handlers<'participants'> {
  const { db, transact, people, tokens, clock, modules, identify, presence } = kernel
  return {
    async suggest(_caller, { room }) {
      const [row] = await db.sql`select 1 from rooms where id = ${room}`
      if (!row) throw new SanctuaryError('ROOM_NOT_FOUND')
      return { alias: await freeAlias(db.sql, room), picture: randomPicture() }
    },

    async join(caller, wish) {
      const subject = await identify(caller)
      const { person, credential } = await transact.inRoom(wish.room, (transaction) => join(kernel, transaction, wish, subject))
      const { token, expiresAt } = await tokens.signAccess({ participant: person.id, room: wish.room })
      const channels = await channelsOf(db.sql, wish.room, person.id)
      presence.look(wish.room)
      return {
        participant: person.id,
        room: wish.room,
        standing: { state: person.state, role: person.role },
        token,
        expiresAt,
        ...(credential === undefined ? {} : { credential }),
        modules: [...modules],
        protocol: protocolVersion,
        serverTime: new Date(clock.now()).toISOString(),
        channels: (await readSnapshots(db.sql, channels)) as never,
      }
    },

    leave: (actor, { forget }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, actor.participant, 'inside', 'waiting')
        await people.leave(transaction, person, 'left')
        if (forget) await transaction.sql`delete from credentials where participant_id = ${person.id}`
        return {}
      }),

    rename: (actor, { alias, picture }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, actor.participant)
        if (alias !== undefined && (await isTaken(transaction.sql, actor.room, alias, person.id))) throw new SanctuaryError('ALIAS_TAKEN')
        await people.change(transaction, person, { alias: alias ?? person.alias, picture: picture ?? person.picture })
        return {}
      }),

    async setAway(actor, { away }) {
      if (actor.connection !== undefined) await presence.setAway(actor.connection, away, actor.room)
      return {}
    },

    acknowledge: (actor, { rulesVersion }) =>
      transact(actor, async ({ sql, room }) => {
        if (rulesVersion !== room.settings.rulesVersion)
          throw new SanctuaryError('CONFLICT', { details: { rulesVersion: room.settings.rulesVersion } })
        await sql`update participants set rules_version = ${rulesVersion} where id = ${actor.participant}`
        return {}
      }),
  }
}
