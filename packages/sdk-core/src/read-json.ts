import type { PageStorage } from './storage.ts'

/** Reads what was put there as JSON. Something unreadable is nothing. */
export function readJson(shelf: Pick<PageStorage, 'get'>, key: string): unknown {
  try {
    return JSON.parse(shelf.get(key) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
