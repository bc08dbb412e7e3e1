import { atom, computed } from 'nanostores'
import type { Replica } from '../replica/replica.ts'
import type { RoomContext, Store } from '../room-context.ts'

/** What counting needs of a message. */
interface Countable {
  readonly created: number
  readonly mine: boolean
}

const storageKey = 'chat.lastRead'

/** Counts what this page's person has not read. Somebody new has read everything that was said before they came. */
export function createUnread({ storage, on }: RoomContext, replica: Replica, $messages: Store<readonly Countable[]>) {
  const stored = storage.get(storageKey)
  const $lastRead = atom(Number(stored ?? 0))

  function markRead() {
    const newest = $messages.get().at(-1)?.created ?? 0
    if (newest === $lastRead.get() && storage.get(storageKey) !== undefined) return
    $lastRead.set(newest)
    storage.set(storageKey, String(newest))
  }

  if (stored === undefined) {
    if (replica.reached('room') > 0) markRead()
    else {
      const stop = replica.on('advanced', ({ channel }) => {
        if (channel !== 'room') return
        stop() // let in from the lobby: this is the moment they came
        markRead()
      })
    }
  }
  // numbers may have started again: what was read before says nothing about them
  on('discontinuity', () => replica.reached('room') < $lastRead.get() && markRead())

  const $unread = computed(
    [$messages, $lastRead],
    (messages, lastRead) => messages.filter((message) => !message.mine && message.created > lastRead).length,
  )
  return { $lastRead, $unread, markRead }
}
