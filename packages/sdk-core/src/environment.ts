import { type Clock, systemClock } from './clock.ts'
import { openPostbox, type Postbox } from './credential/postbox.ts'
import { createPage, type Page } from './page.ts'
import { createMemoryStorage, createWebStorage, type PageStorage } from './storage.ts'
import { createHttpDoor } from './transport/http.ts'
import { createSocketDoor } from './transport/socket.ts'
import type { Transport } from './transport/transport.ts'

/** Everything outside the SDK that it touches, so that tests can bring their own. */
export interface Environment {
  readonly transport: Transport
  readonly clock: Clock
  readonly page: Page
  readonly storage: PageStorage
  /** What stays on this device from visit to visit: how its sound is used, and nothing of rooms or people. */
  readonly device: PageStorage
  /** Opens the place where pages of one room hear each other, if there can be others. */
  openPostbox(name: string): Postbox | undefined
}

/** The page this code runs in and the network around it. Touches neither until it is used. */
export function createEnvironment(server: string, storage: 'session' | 'memory'): Environment {
  const page = createPage()
  const shelf = storage === 'session' && createWebStorage('sessionStorage')
  return {
    clock: systemClock,
    page,
    // without a session of its own this is no page, and its neighbours in the process are other people
    storage: shelf || createMemoryStorage(),
    device: (shelf && createWebStorage('localStorage')) || createMemoryStorage(),
    openPostbox: (name) => (shelf ? openPostbox(name) : undefined),
    transport: createNetworkTransport(server, page),
  }
}

/** The doors of a real server. */
export function createNetworkTransport(server: string, page: Page = createPage()): Transport {
  return {
    ...createHttpDoor({ server, clock: systemClock, isOnline: page.isOnline }),
    ...createSocketDoor({ server, isOnline: page.isOnline }),
  }
}
