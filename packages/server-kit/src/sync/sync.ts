import { contracts, namesOf, SanctuaryError } from '@sanctuary/protocol'
import type { Kernel } from '../kernel/kernel.ts'
import { defineModule, type Handlers } from '../kernel/module.ts'
import { channelId } from './channels.ts'
import { readHistory } from './read.ts'
import { createResume } from './resume.ts'

/** Catching up, paging back, staying signed in: the kernel's own operations. */
export const sync = () =>
  defineModule({
    contract: contracts.sync,
    setup: (kernel) => ({ handlers: createHandlers(kernel) }),
  })

function createHandlers({ db, tailer, tokens }: Kernel): Handlers<'sync'> {
  const resume = createResume({ sql: db.sql, tailer })
  const types = namesOf('records')
  return {
    resume: (actor, { positions }) => resume(actor, positions, actor.subscriber),

    async history(actor, { channel, type, before, limit }) {
      if (types.get(type)?.keep !== 'log') throw new SanctuaryError('INVALID_INPUT', { message: 'This type of record has no history.' })
      const id = channelId(actor.room, channel)
      const [member] = await db.sql`select 1 from members where channel_id = ${id} and participant_id = ${actor.participant}`
      if (!member) throw new SanctuaryError('NOT_FOUND')
      return readHistory(db.sql, id, type, before, limit) as never
    },

    refresh: ({ participant, room }) => tokens.signAccess({ participant, room }),
  }
}
