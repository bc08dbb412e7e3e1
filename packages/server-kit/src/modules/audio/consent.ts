import { type ParticipantId, SanctuaryError } from '@sanctuary/protocol'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Transaction } from '../../kernel/transact.ts'

/** Who agreed to be heard with their own voice. What they agreed to is in their own channel and nowhere else; the log has no name and no word of it. */
export function createConsents({ clock, log }: Pick<Kernel, 'clock' | 'log'>) {
  const withdraw = ({ write }: Transaction, participant: ParticipantId) => write.remove('audio.consent', 'consent', { to: participant })

  return {
    /** @throws UNDISGUISED_FORBIDDEN unless the room allows it */
    give({ room, write, afterCommit }: Transaction, participant: ParticipantId, agreedTo: string): void {
      if (room.settings.undisguised !== 'with-consent') throw new SanctuaryError('UNDISGUISED_FORBIDDEN')
      const at = new Date(clock.now()).toISOString()
      write.put('audio.consent', 'consent', { agreedTo, at }, { to: participant, author: participant })
      afterCommit(() => log.info({ event: 'audio.consent' }, 'somebody agreed to be heard with their own voice'))
    },

    withdraw,

    /** Takes every agreement back where the room does not allow it any more. */
    async judge(transaction: Transaction): Promise<void> {
      const { sql, room } = transaction
      if (room.settings.undisguised === 'with-consent') return
      const agreed = await sql<{ id: ParticipantId }[]>`
        select p.id from participants p join records r
          on r.channel_id = p.room_id || '/participant:' || p.id and r.type = 'audio.consent' and r.key = 'consent'
        where p.room_id = ${room.id} and p.state = 'inside' and r.value is not null`
      for (const { id } of agreed) withdraw(transaction, id)
    },
  }
}

export type Consents = ReturnType<typeof createConsents>
