import { contracts } from '@sanctuary/protocol'
import { defineModule } from '../../kernel/module.ts'
import { createRoomsJobs } from './jobs.ts'
import { createRoomsService } from './service.ts'

/** Rooms: create, look at, change, lock, end, expire, erase. */
export const rooms = () =>
  defineModule({
    contract: contracts.rooms,
    setup: (kernel) => ({ handlers: createRoomsService(kernel), jobs: createRoomsJobs(kernel) }),
  })
