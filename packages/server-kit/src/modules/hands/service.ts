import { isStaff, SanctuaryError } from '@sanctuary/protocol'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Handlers } from '../../kernel/module.ts'

/** Every rule of the queue. */
export const createHandsService = ({ transact }: Kernel): Handlers<'hands'> => ({
  raise: (actor, { note }) =>
    transact(actor, async ({ write }) => {
      // The key is the person: raising twice keeps the place.
      write.put('hands.raised', actor.participant, { note }, { author: actor.participant })
      return {}
    }),

  lower: (actor, { participant = actor.participant }) =>
    transact(actor, async ({ write }) => {
      if (participant !== actor.participant && !isStaff(actor.role)) throw new SanctuaryError('FORBIDDEN')
      write.remove('hands.raised', participant)
      return {}
    }),

  lowerAll: (actor) =>
    transact(actor, async ({ write }) => {
      await write.removeAll('hands.raised')
      return {}
    }),
})
