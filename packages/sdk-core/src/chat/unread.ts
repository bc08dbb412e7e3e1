import { atom, computed } from 'nanostores'
import type { Replica } from '../replica/replica.ts'
import type { RoomContext, Store } from '../room-context.ts'

/** What counting needs of a message. */
interface Countable {
  readonly created: number
  readonly mine: boolean
}

/** The last message that was read. Its number may become useless; its id does not. */
interface Mark {
  readonly id?: string
  readonly created: number
}

const storageKey = 'chat.lastRead'

/** Counts what this page's person has not read. Somebody new has read everything that was said before they came. */
export function createUnread({ storage, on, records }: RoomContext, replica: Replica, $messages: Store<readonly Countable[]>) {
  const $records = records('chat.message')
  const stored = storage.get(storageKey)
  let mark: Mark = stored === undefined ? { created: 0 } : JSON.parse(stored)
  const $lastRead = atom(0)

  function set(next: Mark) {
    mark = next
    $lastRead.set(mark.created)
    storage.set(storageKey, JSON.stringify(mark))
  }

  function markRead() {
    const newest = $records.get().at(-1)
    set(newest ? { id: newest.key, created: newest.created } : { created: 0 })
  }

  /** Finds the mark again where numbers cannot be trusted. Better something is unread twice than never. */
  function find(otherwise: number) {
    const found = $records.get().find(({ key }) => key === mark.id)
    set({ id: mark.id, created: found?.created ?? otherwise })
  }

  if (stored !== undefined) find(mark.created <= replica.reached('room') ? mark.created : 0)
  else if (replica.reached('room') > 0) markRead()
  else {
    const stop = replica.on('advanced', ({ channel }) => {
      if (channel !== 'room') return
      stop() // let in from the lobby: this is the moment they came
      markRead()
    })
  }
  on('discontinuity', ({ channel }) => channel === 'room' && find(0))

  const $unread = computed(
    [$messages, $lastRead],
    (messages, lastRead) => messages.filter((message) => !message.mine && message.created > lastRead).length,
  )
  return { $lastRead, $unread, markRead }
}
