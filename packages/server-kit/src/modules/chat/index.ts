import { contracts } from '@sanctuary/protocol'
import { defineModule } from '../../kernel/module.ts'
import { createChatService } from './service.ts'

/** Text messages. */
export const chat = () =>
  defineModule({
    contract: contracts.chat,
    setup: (kernel) => ({ handlers: createChatService(kernel) }),
  })
