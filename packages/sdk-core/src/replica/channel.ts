import type { Frame, Snapshot, WireRecord } from '@sanctuary/protocol'
import { createShelf, type Known, type Shelf } from './shelf.ts'

/** What became of a frame: its numbers are in, it held nothing new, or numbers before it are missing. */
export type Applied = 'applied' | 'old' | 'gap'

/** One channel as this page holds it. */
export interface Channel {
  readonly name: string
  readonly epoch: string
  /** The number it has reached. */
  seq(): number
  /** Applies a frame if it continues what is held. `touch` hears the type of every record that changed. */
  apply(frame: Frame, touch: (type: string) => void): Applied
  /** Adds a page of older records of a log type; false where the page no longer fits. */
  addHistory(type: string, page: HistoryPage, touch: (type: string) => void): boolean
  /** From which created number on everything of a type is here; 0: all of it. */
  windowOf(type: string): number
  types(): Iterable<string>
  /** The records of a type inside its window, in order of creation. */
  read(type: string): readonly Known[]
}

/** Older records as `sync.history` answers them, with the number they were asked before. */
export interface HistoryPage {
  readonly before: number
  readonly window: number
  readonly records: readonly WireRecord[]
}

/** Makes a channel from what a newcomer gets. */
export function createChannel({ channel: name, epoch, seq: start, windows: given, records }: Snapshot): Channel {
  const shelves = new Map<string, Shelf>()
  const windows = new Map(Object.entries(given))
  let seq = start

  function put(record: WireRecord): boolean {
    const shelf = shelves.get(record.type) ?? createShelf()
    shelves.set(record.type, shelf)
    return shelf.put({ ...record, channel: name } as Known) // the contract says what a type holds
  }

  const windowOf = (type: string) => windows.get(type) ?? 0
  for (const record of records) put(record)

  return {
    name,
    epoch,
    windowOf,
    seq: () => seq,
    types: () => shelves.keys(),
    apply(frame, touch) {
      if (frame.epoch !== epoch) return 'gap'
      if (frame.to <= seq) return 'old'
      if (frame.from !== seq + 1) return 'gap'
      for (const record of frame.records) if (put(record)) touch(record.type)
      seq = frame.to
      return 'applied'
    },
    addHistory(type, page, touch) {
      if (windowOf(type) !== page.before) return false
      windows.set(type, page.window)
      touch(type)
      for (const record of page.records) if (put(record)) touch(record.type)
      return true
    },
    read(type) {
      const all = shelves.get(type)?.inOrder() ?? []
      const from = windowOf(type)
      // what is written to an older record is kept, and shown once the page of its neighbours is opened
      return (all[0]?.created ?? from) < from ? all.filter((record) => record.created >= from) : all
    },
  }
}
