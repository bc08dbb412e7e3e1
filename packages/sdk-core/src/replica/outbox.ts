import { SanctuaryError } from '@sanctuary/protocol'
import { atom } from 'nanostores'
import { backoffMs, type Clock } from '../clock.ts'
import { isolated } from '../isolated.ts'
import { randomId } from '../random-id.ts'
import type { Store } from '../room-context.ts'
import { toSanctuaryError } from '../sanctuary-error.ts'
import type { PageStorage } from '../storage.ts'
import type { OutboxItem } from './outbox-item.ts'
import { readItems, writeItems } from './outbox-storage.ts'

/** Messages on their way, in the order they were written. */
export interface Outbox {
  readonly $items: Store<readonly OutboxItem[]>
  /** Settles when the message is stored; rejects when it is refused or discarded, or the room is over. */
  send(text: string): Promise<{ seq: number }>
  retry(id: string): void
  discard(id: string): void
  /** Tries at once what waits for a better moment. */
  hurry(): void
  /** Lets go of what the replica shows by now. */
  settle(): void
  /** Fails everything that is still on its way. */
  close(reason: SanctuaryError): void
}

/** What an outbox works with. */
export interface OutboxParts {
  /** Sends one message; the same id twice is one message. */
  deliver(item: OutboxItem): Promise<{ seq: number }>
  /** The number of a message the replica shows. */
  shownAt(id: string): number | undefined
  /** The number the replica has reached. */
  reached(): number
  /** The server's time in ms. */
  now(): number
  readonly clock: Clock
  readonly storage: PageStorage
  /** Where unsent messages outlive a reload. */
  readonly storageKey: string
}

/** How often an error of the server's own making is worth another try. */
const internalTries = 5

/** Sends messages one after the other, so that a person's order is kept whatever fails in between. */
export function createOutbox({ deliver, shownAt, reached, now, clock, storage, storageKey }: OutboxParts): Outbox {
  const $items = atom(readItems(storage, storageKey))
  const senders = new Map<string, { resolve: (stored: { seq: number }) => void; reject: (reason: SanctuaryError) => void }>()
  /** Numbers of messages that are stored and not shown yet. */
  const stored = new Map<string, number>()
  let busy = false
  let closedBy: SanctuaryError | undefined
  let hurry = () => {}

  function change(items: readonly OutboxItem[]) {
    writeItems(storage, storageKey, items)
    isolated(() => $items.set(items))
  }

  const nextItem = () => (closedBy ? undefined : $items.get().find((item) => item.state === 'sending' && !stored.has(item.id)))
  const put = (item: OutboxItem) => change($items.get().map((held) => (held.id === item.id ? item : held)))

  function remove(id: string) {
    change($items.get().filter((item) => item.id !== id))
    stored.delete(id)
    senders.delete(id)
  }

  async function work() {
    if (busy) return
    busy = true
    let tries = 0
    for (let item = nextItem(); item; item = nextItem()) {
      const waitMs = await attempt(item, tries)
      tries = waitMs === undefined ? 0 : tries + 1
      if (waitMs !== undefined) await pause(waitMs)
    }
    busy = false
  }

  /** @returns how long to wait before the next try, where there is to be one */
  async function attempt(item: OutboxItem, tries: number): Promise<number | undefined> {
    try {
      const { seq } = await deliver(item)
      stored.set(item.id, seq)
      senders.get(item.id)?.resolve({ seq })
      settle()
    } catch (cause) {
      const reason = toSanctuaryError(cause)
      if (!$items.get().includes(item)) return undefined
      if (reason.retryable && (reason.code !== 'INTERNAL' || tries + 1 < internalTries)) return backoffMs(tries, reason.retryAfterMs)
      fail(item, reason)
    }
    return undefined
  }

  function fail(item: OutboxItem, reason: SanctuaryError) {
    put({ ...item, state: 'failed', reason })
    senders.get(item.id)?.reject(reason)
    senders.delete(item.id)
  }

  function settle() {
    for (const { id } of $items.get()) {
      const shown = shownAt(id)
      if (shown !== undefined) senders.get(id)?.resolve({ seq: shown })
      if (shown !== undefined || reached() >= (stored.get(id) ?? Number.POSITIVE_INFINITY)) remove(id)
    }
  }

  const pause = (ms: number) =>
    new Promise<void>((done) => {
      const stop = clock.after(ms, done)
      hurry = () => {
        stop()
        done()
      }
    })

  return {
    $items,
    settle,
    hurry() {
      hurry()
      void work()
    },
    send(text) {
      if (closedBy) return Promise.reject(closedBy)
      const item: OutboxItem = { id: randomId(), text, state: 'sending', at: new Date(now()).toISOString() }
      const sent = new Promise<{ seq: number }>((resolve, reject) => senders.set(item.id, { resolve, reject }))
      change([...$items.get(), item])
      void work()
      return sent
    },
    retry(id) {
      const item = $items.get().find((held) => held.id === id && held.state === 'failed')
      if (!item || closedBy) return
      put({ id: item.id, text: item.text, at: item.at, state: 'sending' })
      void work()
    },
    discard(id) {
      senders.get(id)?.reject(new SanctuaryError('GONE', { message: 'You discarded this message.' }))
      remove(id)
    },
    close(reason) {
      closedBy = reason
      hurry()
      for (const item of $items.get()) if (item.state === 'sending') fail(item, reason)
    },
  }
}
