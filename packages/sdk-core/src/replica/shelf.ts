import type { Held } from '../room-context.ts'

/** What is known of one key: a record, or that it was removed at a number. */
export type Known = Omit<Held, 'value'> & { readonly value: unknown }

/** The records of one type in one channel. */
export interface Shelf {
  /** Takes a record unless one with the same or a later number is held under its key. Tells whether it did. */
  put(record: Known): boolean
  /** What is not removed, in order of creation. The array never changes afterwards. */
  inOrder(): readonly Known[]
}

/** Keeps records by key and in order of creation; a tombstone stays known so that nothing older brings its key back. */
export function createShelf(): Shelf {
  const byKey = new Map<string, Known>()
  const order: Known[] = []
  let shown: readonly Known[] | undefined

  /** Where a record with this created number is or would be. */
  function placeOf(created: number): number {
    let low = 0
    let high = order.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((order[middle]?.created ?? 0) < created) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    put(record) {
      const held = byKey.get(record.key)
      if (held && held.seq >= record.seq) return false
      byKey.set(record.key, record)
      shown = undefined
      // Written again after its removal a record has a new place, also where the tombstone itself was never seen.
      if (held && held.value !== null) order.splice(placeOf(held.created), 1)
      if (record.value !== null) order.splice(placeOf(record.created), 0, record)
      return true
    },
    inOrder() {
      shown ??= order.slice()
      return shown
    },
  }
}
