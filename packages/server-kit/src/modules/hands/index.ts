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
        'participants.left': async ({ participant, transaction }) => transaction.write.remove('hands.raised', participant),
        // Whoever is called up to speak does not wait any longer.
        'participants.rightsChanged': async ({ participant, role, silenced, transaction }) => {
          if (role !== 'listener' && !silenced) transaction.write.remove('hands.raised', participant)
        },
      },
    }),
  })
