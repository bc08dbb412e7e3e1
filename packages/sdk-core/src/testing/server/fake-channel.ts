import { type Frame, namesOf, type Position, type Snapshot, type WireRecord } from '@sanctuary/protocol'
import { randomId } from '../../random-id.ts'

/** How many records of a log type a newcomer gets. */
const windowSize = 50
/** How many numbers one page of catching up covers. Small, so that tests see several. */
const pageSize = 20

const logTypes = new Set([...namesOf('records')].filter(([, type]) => type.keep === 'log').map(([name]) => name))

/** One write. */
export interface FakeWrite {
  readonly type: string
  readonly key: string
  readonly author?: string
  /** Left out: remove it. */
  readonly value?: unknown
}

/** A channel of the fake server: numbered records, in memory. */
export interface FakeChannel {
  readonly name: string
  position(): Position
  get(type: string, key: string): WireRecord | undefined
  all(type: string): WireRecord[]
  /** Writes together; answers the frame that tells of it, or nothing where nothing changed. */
  write(writes: readonly FakeWrite[], at: string): Frame | undefined
  snapshot(): Snapshot
  /** What comes after a number; `undefined` when that cannot be continued. */
  after(position: Pick<Position, 'epoch' | 'seq'>): { frames: Frame[]; more: boolean } | undefined
  history(type: string, before: number, limit: number): { records: WireRecord[]; window: number }
  /** Makes every position useless, as after a restore. */
  renewEpoch(): void
  /** Loses the newest writes, as after a failover to a copy that lagged. */
  loseNewest(count: number): void
  /** Purges what was removed and everything known below the newest number. */
  raiseFloor(): void
}

/** Makes an empty channel. */
export function createFakeChannel(name: string): FakeChannel {
  const records = new Map<string, WireRecord>()
  let epoch = randomId().slice(0, 8)
  let seq = 0
  let floor = 0
  const idOf = (type: string, key: string) => `${type} ${key}`
  const live = () => [...records.values()].filter((record) => record.value !== null).sort((a, b) => a.created - b.created)

  function put({ type, key, author, value = null }: FakeWrite, at: string): WireRecord | undefined {
    const held = records.get(idOf(type, key))
    if (value === null && (!held || held.value === null)) return undefined
    const again = held && held.value !== null // over a tombstone a record is a new one
    seq += 1
    const record = { type, key, seq, created: again ? held.created : seq, ...(author ? { author } : {}), at: again ? held.at : at, value }
    records.set(idOf(type, key), record)
    return record
  }

  return {
    name,
    position: () => ({ channel: name, epoch, seq }),
    get(type, key) {
      const record = records.get(idOf(type, key))
      return record?.value === null ? undefined : record
    },
    all: (type) => live().filter((record) => record.type === type),
    write(writes, at) {
      const from = seq + 1
      const written = writes.map((write) => put(write, at)).filter((record) => record !== undefined)
      return written.length === 0 ? undefined : { channel: name, epoch, from, to: seq, records: written }
    },
    snapshot() {
      const windows: Record<string, number> = {}
      const sent = live().filter((record, _, all) => {
        if (!logTypes.has(record.type)) return true
        const own = all.filter(({ type }) => type === record.type)
        windows[record.type] = own.length > windowSize ? (own.at(-windowSize)?.created ?? 0) : 0
        return record.created >= (windows[record.type] ?? 0)
      })
      return { channel: name, epoch, seq, windows, records: sent }
    },
    after(position) {
      if (position.epoch !== epoch || position.seq > seq || position.seq < floor) return undefined
      const to = Math.min(seq, position.seq + pageSize)
      const within = [...records.values()].filter((record) => record.seq > position.seq && record.seq <= to)
      const frames = to === position.seq ? [] : [{ channel: name, epoch, from: position.seq + 1, to, records: within }]
      return { frames, more: to < seq }
    },
    history(type, before, limit) {
      const older = live().filter((record) => record.type === type && record.created < before)
      const page = older.slice(-limit)
      return { records: page, window: page.length < older.length ? (page[0]?.created ?? 0) : 0 }
    },
    renewEpoch() {
      epoch = randomId().slice(0, 8)
    },
    loseNewest(count) {
      seq = Math.max(0, seq - count)
      for (const [id, record] of records) if (record.seq > seq) records.delete(id)
      epoch = randomId().slice(0, 8)
    },
    raiseFloor() {
      for (const [id, record] of records) if (record.value === null) records.delete(id)
      floor = seq
    },
  }
}
