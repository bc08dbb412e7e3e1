import type { Input } from '@sanctuary/protocol'
import type { SanctuaryClient } from '../client.ts'
import type { Environment } from '../environment.ts'
import type { JoinOptions } from '../join.ts'
import type { Room } from '../room.ts'
import { createMemoryStorage, type PageStorage } from '../storage.ts'
import { createFakeClock, type FakeClock, settle } from './fake-clock.ts'
import { createFakePage, type FakePage } from './fake-page.ts'
import { createFakeServer, type FakeServer } from './server/create-fake-server.ts'

/** A tab of somebody, with the page around it in a test's hands. */
export interface Tab {
  readonly client: SanctuaryClient
  readonly page: FakePage
  readonly storage: PageStorage
  join(options?: JoinOptions): Promise<Room>
}

/** A room on a fake server whose time a test moves. */
export interface Scene {
  readonly server: FakeServer
  readonly clock: FakeClock
  readonly id: string
  readonly hostKey: string
  /** The host, live. */
  readonly host: Room
  /** Opens a tab of somebody new, or, with a storage, one that was there before. */
  tab(environment?: Partial<Environment>): Tab
  /** Somebody new, live. */
  guest(options?: JoinOptions): Promise<{ room: Room; tab: Tab }>
}

/** Sets the scene: a server, a room, a host. */
export async function createScene(input: Partial<Input<'rooms.create'>> = {}): Promise<Scene> {
  const clock = createFakeClock()
  const server = createFakeServer({ clock })

  function open(id: () => string, environment: Partial<Environment>): Tab {
    const page = createFakePage()
    const storage = environment.storage ?? createMemoryStorage()
    const client = server.createClient({}, { page, ...environment, storage })
    return {
      client,
      page,
      storage,
      async join(options) {
        const room = await client.join(id(), options)
        await settle()
        return room
      },
    }
  }

  let id = ''
  const first = open(() => id, {})
  const { room, hostKey } = await first.client.rooms.create({ topic: 'A scene', ...input })
  id = room.id
  const host = await first.join({ alias: 'The Host', hostKey, rules: room.rulesVersion })
  const tab = (environment: Partial<Environment> = {}) => open(() => id, environment)
  return {
    server,
    clock,
    id,
    hostKey,
    host,
    tab,
    async guest(options) {
      const opened = tab()
      return { room: await opened.join(options), tab: opened }
    },
  }
}

/** What a room shows of its messages. */
export const textsOf = (room: Room): string[] => room.chat.$messages.get().map(({ text }) => text)
