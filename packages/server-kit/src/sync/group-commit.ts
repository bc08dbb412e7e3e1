import { SanctuaryError, type WireRecord } from '@sanctuary/protocol'
import type { Sql } from 'postgres'
import type { ChannelId } from './channels.ts'
import { recordOf, type WriteItem, type Written, writeRecords } from './write.ts'

const maxBatch = 500
const maxPerChannel = 64
const maxPerPerson = 20
const maxQueue = 5000
const maxAgeMs = 1000

interface Waiting {
  readonly item: WriteItem
  readonly since: number
  readonly settle: (written: Written) => void
  readonly fail: (error: unknown) => void
}

export interface GroupCommitOptions {
  readonly sql: Sql
  /** How many batches may be under way at once: 1 on the embedded database, 2 on Postgres. */
  readonly flights: number
  /** Told of every commit before its writers are. */
  readonly committed: (channel: ChannelId, records: WireRecord[]) => void
  /** Told of channels in which something may have been written without our knowing: the connection was lost before the answer came. */
  readonly doubt: (channel: ChannelId) => void
  readonly now: () => number
}

/** Writes one record of a person; resolves when it is stored. */
export type Post = (item: WriteItem) => Promise<Written>

/**
 * Puts single-record writes from people into common transactions. A channel is in at most one batch at a time, so one person's order
 * is kept; batches form by themselves while the one before is being committed.
 */
export function createGroupCommit({ sql, flights, committed, doubt, now }: GroupCommitOptions): {
  post: Post
  readonly depth: number
  idle(): Promise<void>
} {
  let queue: Waiting[] = []
  let flying = 0
  const busyChannels = new Set<ChannelId>()
  /** Since when the first in the queue of each channel has waited. A channel that is stuck is busy; the others are not. */
  const oldest = new Map<ChannelId, number>()
  const idlers: (() => void)[] = []
  let isPlanned = false

  /** Whatever else has arrived by then goes along: one frame of eight records costs a room little more than one of one. */
  function plan(): void {
    if (isPlanned) return
    isPlanned = true
    setImmediate(() => {
      isPlanned = false
      start()
    })
  }

  function take(): Waiting[] {
    const batch: Waiting[] = []
    const rest: Waiting[] = []
    const channels = new Map<ChannelId, number>()
    const people = new Map<string, number>()
    const keys = new Set<string>()
    // A person whose write has to wait waits with all later ones, so that their order holds.
    const held = new Set<string>()
    oldest.clear()
    for (const waiting of queue) {
      const { channel, type, key, author = '' } = waiting.item
      const inChannel = channels.get(channel) ?? 0
      const ofPerson = people.get(author) ?? 0
      const id = `${channel} ${type} ${key}`
      if (
        batch.length >= maxBatch ||
        busyChannels.has(channel) ||
        held.has(author) ||
        inChannel >= maxPerChannel ||
        ofPerson >= maxPerPerson ||
        keys.has(id)
      ) {
        held.add(author)
        rest.push(waiting)
        grow(waiting)
        continue
      }
      batch.push(waiting)
      channels.set(channel, inChannel + 1)
      people.set(author, ofPerson + 1)
      keys.add(id)
    }
    queue = rest
    return batch
  }

  function grow({ item, since }: Waiting): void {
    oldest.set(item.channel, Math.min(since, oldest.get(item.channel) ?? since))
  }

  const isOld = (since: number | undefined) => since !== undefined && now() - since > maxAgeMs

  function start(): void {
    while (flying < flights && queue.length > 0) {
      const batch = take()
      if (batch.length === 0) return
      flying += 1
      const channels = new Set(batch.map((waiting) => waiting.item.channel))
      for (const channel of channels) busyChannels.add(channel)
      void commit(batch).finally(() => {
        flying -= 1
        for (const channel of channels) busyChannels.delete(channel)
        start()
        if (flying === 0 && queue.length === 0) for (const idle of idlers.splice(0)) idle()
      })
    }
  }

  async function commit(batch: Waiting[]): Promise<void> {
    let results: Written[]
    try {
      results = await writeRecords(
        sql,
        batch.map((waiting) => waiting.item),
        false,
      )
    } catch (error) {
      return isAboutData(error) ? split(batch, error) : fail(batch, error)
    }
    const perChannel = new Map<ChannelId, WireRecord[]>()
    const again = new Set<Waiting>()
    batch.forEach((waiting, index) => {
      const result = results[index]
      if (result?.outcome === 'busy' && !isOld(waiting.since)) again.add(waiting)
      if (result?.outcome !== 'written') return
      const records = perChannel.get(waiting.item.channel) ?? []
      records.push(recordOf(waiting.item, result))
      perChannel.set(waiting.item.channel, records)
    })
    for (const [channel, records] of perChannel) committed(channel, records)
    batch.forEach((waiting, index) => {
      const result = results[index]
      if (result && !again.has(waiting)) waiting.settle(result)
    })
    queue = [...again, ...queue]
    for (const waiting of again) grow(waiting)
    // A channel that is locked elsewhere is asked for again a moment later, not in a tight loop.
    if (again.size > 0 && again.size === batch.length) await new Promise((resolve) => setTimeout(resolve, 2))
  }

  function fail(batch: readonly Waiting[], error: unknown): void {
    for (const { item } of batch) doubt(item.channel)
    for (const waiting of batch) waiting.fail(error)
  }

  /** A failing batch is halved until only the bad item is refused. */
  async function split(batch: Waiting[], error: unknown): Promise<void> {
    const only = batch.length === 1 ? batch[0] : undefined
    if (only) return only.fail(error)
    const half = Math.ceil(batch.length / 2)
    await commit(batch.slice(0, half))
    await commit(batch.slice(half))
  }

  return {
    post(item) {
      if (queue.length >= maxQueue || isOld(oldest.get(item.channel))) {
        return Promise.reject(new SanctuaryError('BUSY', { retryAfterMs: 1000 }))
      }
      return new Promise<Written>((settle, fail) => {
        const waiting = { item, since: now(), settle, fail }
        queue.push(waiting)
        grow(waiting)
        plan()
      })
    },
    get depth() {
      return queue.length
    },
    idle: () => (flying === 0 && queue.length === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  }
}

/** Values the database cannot take (class 22), that break a constraint (23) or a limit (54): the fault of one item, not of the way there. */
function isAboutData(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^(22|23|54)...$/.test(code)
}
