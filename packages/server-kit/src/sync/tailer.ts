import { type Frame, namesOf, type WireRecord } from '@sanctuary/protocol'
import type { Sql } from 'postgres'
import { type ChannelId, nameOf } from './channels.ts'
import { readAfter, readHeads } from './read.ts'
import { together } from './together.ts'

/** How long a frame may wait for company when nothing in it is instant. */
const gatherMs = 50
/** How many of a channel's latest records are kept in memory, so that a crowd that was gone for a moment costs no reads. */
const ringSize = 512
/** How long a hole in the numbers may last before the database is asked. */
const holeMs = 15
/** How long to wait before it is asked again when it did not answer. */
const retryMs = 500
/** How long a channel nobody follows any more is kept: who comes back, and the crowd that comes after the first, costs no reads. */
const lingerMs = 10_000

interface Tail {
  epoch: string
  /** The last number fed, without a hole. */
  last: number
  /** The last number that left in a frame. */
  sent: number
  readonly open: Map<string, WireRecord>
  readonly held: Map<number, WireRecord>
  /** The latest records, covering every number after `ringFrom`. */
  ring: WireRecord[]
  ringFrom: number
  subscribers: number
  frameTimer: NodeJS.Timeout | undefined
  holeTimer: NodeJS.Timeout | undefined
  lingerTimer: NodeJS.Timeout | undefined
  healing: Promise<void> | undefined
  /** Something may have been written that was not fed. */
  isDoubtful: boolean
}

export interface TailerOptions {
  readonly sql: Sql
  /** Sends one frame to everyone of this node who is in the channel. Called once a frame; encode once. */
  readonly broadcast: (channel: ChannelId, frame: Frame) => void
  /** Sees every record as it is committed, before it is framed. */
  readonly observe?: (channel: ChannelId, record: WireRecord) => void
  /** Told when a channel that is followed cannot be continued: it is gone, or its numbers began anew. Whoever is in it has to come again. */
  readonly lost?: (channel: ChannelId) => void
  readonly onError: (error: unknown) => void
}

/** A channel that is followed for somebody. */
export interface Following {
  readonly epoch: string
  /** Once or more often; the channel is followed until everybody has let it go. */
  release(): void
}

/** Follows channels in order. The only path from the database to connections. */
export interface Tailer {
  /** Hands over committed records, in any order, perhaps twice; from own commits or from the bus. */
  feed(channel: ChannelId, records: readonly WireRecord[]): void
  /** Starts to follow a channel; `undefined` when there is no such channel. */
  retain(channel: ChannelId): Promise<Following | undefined>
  /**
   * The number every frame so far has reached, after closing the open one. A connection that has read up to exactly this number
   * may enter the channel in the same tick.
   */
  settle(channel: ChannelId): { epoch: string; seq: number } | undefined
  /** From memory: everything after a number up to where the channel is now; `undefined` when memory does not reach back that far. */
  since(channel: ChannelId, seq: number): Frame | undefined
  /** Says that something may have been written to a channel that will not be fed. It is read, as soon as the database answers. */
  doubt(channel: ChannelId): void
  /** Reads what the database has beyond this node. */
  catchUp(channel: ChannelId): Promise<void>
  /** Channels somebody follows. */
  readonly size: number
  close(): void
}

export function createTailer({ sql, broadcast, observe, lost, onError }: TailerOptions): Tailer {
  const instant = new Set([...namesOf('records')].filter(([, type]) => type.instant).map(([name]) => name))
  const headOf = together(async (channels: readonly ChannelId[]) => {
    const heads = await readHeads(sql, channels)
    return channels.map((channel) => heads.get(channel))
  })
  const tails = new Map<ChannelId, Tail>()
  const loading = new Map<ChannelId, Promise<Tail | undefined>>()
  /** Commits heard while a channel's position is on its way. Without them the newest record could be missed until the next one. */
  const early = new Map<ChannelId, WireRecord[]>()

  function flush(channel: ChannelId, tail: Tail): void {
    clearTimeout(tail.frameTimer)
    tail.frameTimer = undefined
    if (tail.last === tail.sent) return
    const frame: Frame = {
      channel: nameOf(channel),
      epoch: tail.epoch,
      from: tail.sent + 1,
      to: tail.last,
      records: [...tail.open.values()],
    }
    tail.sent = tail.last
    tail.open.clear()
    if (tail.subscribers > 0) broadcast(channel, frame)
  }

  function take(channel: ChannelId, tail: Tail, record: WireRecord): boolean {
    const key = `${record.type} ${record.key}`
    tail.open.delete(key)
    tail.open.set(key, record)
    tail.ring.push(record)
    if (tail.ring.length > ringSize) {
      const dropped = tail.ring.splice(0, ringSize / 2)
      tail.ringFrom = dropped.at(-1)?.seq ?? tail.ringFrom
    }
    observe?.(channel, record)
    return instant.has(record.type)
  }

  function advance(channel: ChannelId, tail: Tail, records: readonly WireRecord[]): void {
    let now = false
    for (const record of records) {
      if (record.seq <= tail.last) continue
      if (record.seq > tail.last + 1) {
        tail.held.set(record.seq, record)
        continue
      }
      tail.last = record.seq
      now = take(channel, tail, record) || now
      for (let next = tail.held.get(tail.last + 1); next; next = tail.held.get(tail.last + 1)) {
        tail.held.delete(next.seq)
        tail.last = next.seq
        now = take(channel, tail, next) || now
      }
    }
    if (tail.held.size > 0) tail.holeTimer ??= setTimeout(() => heal(channel, tail), holeMs)
    if (now) flush(channel, tail)
    else if (tail.last > tail.sent) tail.frameTimer ??= setTimeout(() => flush(channel, tail), gatherMs)
  }

  function heal(channel: ChannelId, tail: Tail): Promise<void> {
    clearTimeout(tail.holeTimer)
    tail.holeTimer = undefined
    tail.healing ??= read()
    return tail.healing

    async function read(): Promise<void> {
      let againMs = holeMs
      try {
        tail.isDoubtful = false
        await readOn(channel, tail)
      } catch (error) {
        onError(error)
        tail.isDoubtful = true
        againMs = retryMs
      }
      tail.healing = undefined
      const isWhole = tail.held.size === 0 && !tail.isDoubtful
      if (!isWhole && tails.get(channel) === tail) tail.holeTimer ??= setTimeout(() => heal(channel, tail), againMs)
    }
  }

  async function readOn(channel: ChannelId, tail: Tail): Promise<void> {
    for (;;) {
      const page = await readAfter(sql, channel, tail.last)
      if (!page || page.epoch !== tail.epoch) return lose(channel, tail)
      let now = false
      for (const record of page.records) if (record.seq > tail.last) now = take(channel, tail, record) || now
      // Numbers whose records were rewritten later are covered by the page's range.
      if (page.to > tail.last) tail.last = page.to
      for (const seq of tail.held.keys()) if (seq <= tail.last) tail.held.delete(seq)
      if (tail.last > tail.sent) flush(channel, tail)
      const rest = [...tail.held.values()].sort((a, b) => a.seq - b.seq)
      tail.held.clear()
      if (rest.length > 0) advance(channel, tail, rest)
      if (page.complete) return
    }
  }

  async function load(channel: ChannelId): Promise<Tail | undefined> {
    early.set(channel, [])
    try {
      const head = await headOf(channel)
      if (!head) return undefined
      const tail: Tail = {
        epoch: head.epoch,
        last: head.last,
        sent: head.last,
        open: new Map(),
        held: new Map(),
        ring: [],
        ringFrom: head.last,
        subscribers: 0,
        frameTimer: undefined,
        holeTimer: undefined,
        lingerTimer: undefined,
        healing: undefined,
        isDoubtful: false,
      }
      tails.set(channel, tail)
      advance(channel, tail, early.get(channel) ?? [])
      return tail
    } finally {
      early.delete(channel)
    }
  }

  function forget(channel: ChannelId, tail: Tail): void {
    clearTimeout(tail.frameTimer)
    clearTimeout(tail.holeTimer)
    clearTimeout(tail.lingerTimer)
    if (tails.get(channel) === tail) tails.delete(channel)
  }

  function lose(channel: ChannelId, tail: Tail): void {
    if (tails.get(channel) !== tail) return
    forget(channel, tail)
    lost?.(channel)
  }

  return {
    feed(channel, records) {
      const tail = tails.get(channel)
      if (tail) advance(channel, tail, records)
      else early.get(channel)?.push(...records)
    },
    async retain(channel) {
      let tail = tails.get(channel)
      if (!tail) {
        let started = loading.get(channel)
        if (!started) {
          started = load(channel).finally(() => loading.delete(channel))
          loading.set(channel, started)
        }
        tail = await started
      }
      if (!tail) return undefined
      const followed = tail
      let released = false
      followed.subscribers += 1
      clearTimeout(followed.lingerTimer)
      return {
        epoch: followed.epoch,
        release() {
          if (released) return
          released = true
          followed.subscribers -= 1
          if (followed.subscribers > 0 || tails.get(channel) !== followed) return
          followed.lingerTimer = setTimeout(() => forget(channel, followed), lingerMs)
          followed.lingerTimer.unref()
        },
      }
    },
    settle(channel) {
      const tail = tails.get(channel)
      if (!tail) return undefined
      flush(channel, tail)
      return { epoch: tail.epoch, seq: tail.last }
    },
    since(channel, seq) {
      const tail = tails.get(channel)
      if (!tail || seq < tail.ringFrom || seq > tail.last) return undefined
      const latest = new Map<string, WireRecord>()
      for (const record of tail.ring) if (record.seq > seq) latest.set(`${record.type} ${record.key}`, record)
      const records = [...latest.values()].sort((a, b) => a.seq - b.seq)
      return { channel: nameOf(channel), epoch: tail.epoch, from: seq + 1, to: tail.last, records }
    },
    doubt(channel) {
      const tail = tails.get(channel)
      if (!tail) return
      tail.isDoubtful = true
      void heal(channel, tail)
    },
    async catchUp(channel) {
      const tail = tails.get(channel)
      if (tail) await heal(channel, tail)
    },
    get size() {
      return [...tails.values()].filter(({ subscribers }) => subscribers > 0).length
    },
    close() {
      for (const [channel, tail] of [...tails]) forget(channel, tail)
    },
  }
}
