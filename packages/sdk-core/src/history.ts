import type { RecordName } from '@sanctuary/protocol'
import { atom } from 'nanostores'
import type { Replica } from './replica/replica.ts'
import type { RoomContext, Store } from './room-context.ts'

/** The older part of a log type. */
export interface History {
  readonly $hasOlder: Store<boolean>
  /** Loads one page more. Several calls at once are one. */
  loadOlder(): Promise<void>
}

/** How many older records a page brings. */
const limit = 50

/**
 * Pages back through a log type.
 * @param channel - the channel its records live in
 */
export function createHistory(context: RoomContext, replica: Replica, channel: string, type: RecordName): History {
  const window = () => replica.windowOf(channel, type)
  const $hasOlder = atom(window() > 0)
  let loading: Promise<void> | undefined

  async function load() {
    const before = window()
    if (before === 0) return
    const page = await context.call('sync.history', { channel, type, before, limit })
    replica.addHistory(channel, type, { ...page, before })
    $hasOlder.set(window() > 0)
  }

  replica.on('advanced', () => $hasOlder.set(window() > 0))
  return {
    $hasOlder,
    loadOlder() {
      loading ??= load().finally(() => {
        loading = undefined
      })
      return loading
    },
  }
}
