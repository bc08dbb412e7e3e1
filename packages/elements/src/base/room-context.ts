import { createContext } from '@lit/context'
import type { Room } from '@sanctuary/sdk-core'

/** The joined room, for every element inside `<sanctuary-room>`. Shared by name, so that two copies of Sanctuary on a page find each other. */
export const roomContext = createContext<Room | undefined>(Symbol.for('sanctuary.room'))
