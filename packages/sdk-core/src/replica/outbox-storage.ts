import { type ErrorBody, SanctuaryError } from '@sanctuary/protocol'
import { readJson } from '../read-json.ts'
import type { PageStorage } from '../storage.ts'
import type { OutboxItem } from './outbox-item.ts'

type Stored = Omit<OutboxItem, 'reason'> & { readonly reason?: ErrorBody }

/** Writes what is not in the room yet, so that a reload keeps it. */
export function writeItems(storage: PageStorage, key: string, items: readonly OutboxItem[]): void {
  if (items.length === 0) storage.remove(key)
  else storage.set(key, JSON.stringify(items))
}

/** Reads it back. Something unreadable is nothing. */
export function readItems(storage: PageStorage, key: string): readonly OutboxItem[] {
  const stored = (readJson(storage, key) ?? []) as Stored[] // only writeItems writes here
  return stored.map(({ reason, ...item }) => (reason ? { ...item, reason: SanctuaryError.from(reason) } : item))
}
