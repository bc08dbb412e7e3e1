import { contracts } from '@sanctuary/protocol'
import { defineModule } from '../../kernel/module.ts'
import { createHandOver } from './hand-over.ts'
import { createHostsService } from './service.ts'

/** What hosts and moderators do, how people reach them, and what happens when the hosts have gone. */
export const hosts = () =>
  defineModule({
    contract: contracts.hosts,
    requires: ['rooms', 'participants'],
    setup: (kernel) => ({ handlers: createHostsService(kernel), on: createHandOver(kernel) }),
  })
