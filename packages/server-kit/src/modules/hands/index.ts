import { contracts } from '@sanctuary/protocol'
import { defineModule } from '../../kernel/module.ts'
import { createHandsService } from './service.ts'

/** The queue of raised hands. */
export const hands = () =>
  defineModule({
    contract: contracts.hands,
    setup: (kernel) => ({
      handlers: createHandsService(kernel),
      on: {
        'participants.left': async ({ people, transaction }) => {
          for (const { id } of people) transaction.write.remove('hands.raised', id)
        },
        // Whoever is called up to speak does not wait any longer.
        'participants.rightsChanged': async ({ people, transaction }) => {
          for (const { id, role, silenced } of people) if (role !== 'listener' && !silenced) transaction.write.remove('hands.raised', id)
        },
      },
    }),
  })
