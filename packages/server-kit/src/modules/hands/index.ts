import { contracts } from '@sanctuary/protocol'
import { defineModule } from '../../kernel/module.ts'
import { lowering } from './lowering.ts'
import { createHandsService } from './service.ts'

/** The queue of raised hands. */
export const hands = () =>
  defineModule({
    contract: contracts.hands,
    setup: (kernel) => ({ handlers: createHandsService(kernel), on: lowering }),
  })
