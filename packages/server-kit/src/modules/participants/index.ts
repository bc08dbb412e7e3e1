import { contracts } from '@sanctuary/protocol'
import { defineModule } from '../../kernel/module.ts'
import { createParticipantsService } from './service.ts'

/** People: joining, coming back, leaving, names and pictures. */
export const participants = () =>
  defineModule({
    contract: contracts.participants,
    requires: ['rooms'],
    setup: (kernel) => ({ handlers: createParticipantsService(kernel) }),
  })
