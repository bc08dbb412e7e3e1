import type { Frame, WireRecord } from '@sanctuary/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectDatabase, type Database } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import { createLog } from '../kernel/log.ts'
import { testCache } from '../testing/test-cache.ts'
import type { ChannelId } from './channels.ts'
import { readAfter } from './read.ts'
import { createTailer, type Tailer } from './tailer.ts'
import { recordOf, type WriteItem, writeRecords } from './write.ts'

let db: Database
let tailer: Tailer
let frames: Frame[]
let observed: number[]
let lost: ChannelId[]
let errors: unknown[]
let channel: ChannelId
let rooms = 0

beforeAll(async () => {
  db = await connectDatabase({ url: 'pglite:memory', log: createLog({ level: 'silent' }), cache: testCache })
  await migrate(db, [{ module: 'kernel', folder: new URL('../kernel/migrations/', import.meta.url) }])
})
afterAll(() => db.close())
beforeEach(async () => {
  const room = `tail-${++rooms}`
  channel = `${room}/room`
  await db.sql`insert into rooms (id, settings, expires_at) values (${room}, '{}', now())`
  await db.sql`insert into channels (id, room_id, epoch) values (${channel}, ${room}, 'first')`
  frames = []
  observed = []
  lost = []
  errors = []
  tailer = follower(db.sql)
})
afterEach(() => tailer.close())

const follower = (sql: Database['sql']) =>
  createTailer({
    sql,
    broadcast: (_, frame) => frames.push(frame),
    observe: (_, { seq }) => observed.push(seq),
    lost: (id) => lost.push(id),
    onError: (error) => errors.push(error),
  })

/** Writes records as others would: to the database, not to the tailer. */
async function write(...wishes: Partial<WriteItem>[]): Promise<WireRecord[]> {
  const items = wishes.map((wish): WriteItem => ({ channel, type: 'participants.person', key: 'k', value: 1, mode: 'upsert', ...wish }))
  const written = await writeRecords(db.sql, items, true)
  return items.flatMap((item, index) => {
    const one = written[index]
    return one ? [recordOf(item, one)] : []
  })
}

const ranges = () => frames.map(({ from, to }) => [from, to])
const seen = (count: number) => vi.waitFor(() => expect(frames.length).toBeGreaterThanOrEqual(count))

describe('frames', () => {
  it('P8: cover every number once, whatever order commits are heard in', async () => {
    await tailer.retain(channel)
    const records = await write(...Array.from({ length: 9 }, (_, n) => ({ key: `${n}` })))
    for (const index of [3, 0, 2, 8, 1, 1, 7, 4, 6, 5, 0]) tailer.feed(channel, records.slice(index, index + 1))
    await vi.waitFor(() => expect(frames.at(-1)?.to).toBe(9))
    expect(frames.reduce((next, { from, to }) => (from === next ? to + 1 : Number.NaN), 1)).toBe(10)
    expect(frames.flatMap(({ records }) => records.map(({ key }) => key))).toEqual(Array.from({ length: 9 }, (_, n) => `${n}`))
    expect(observed).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('gather what can wait into one', async () => {
    await tailer.retain(channel)
    const records = await write(...Array.from({ length: 20 }, (_, n) => ({ key: `${n}` })))
    for (const record of records) tailer.feed(channel, [record])
    expect(frames).toEqual([])
    await seen(1)
    expect(ranges()).toEqual([[1, 20]])
  })

  it('leave at once with something instant, together with what was waiting', async () => {
    await tailer.retain(channel)
    const records = await write({ key: 'a' }, { type: 'chat.message', key: 'm' })
    tailer.feed(channel, records.slice(0, 1))
    expect(frames).toEqual([])
    tailer.feed(channel, records.slice(1))
    expect(ranges()).toEqual([[1, 2]])
  })

  it('P8: hold the latest form of a key, and still cover the numbers of the earlier ones', async () => {
    await tailer.retain(channel)
    const records = [
      ...(await write({ value: 1 })),
      ...(await write({ value: 2 })),
      ...(await write({ key: 'other' })),
      ...(await write({ mode: 'remove' })),
    ]
    tailer.feed(channel, records)
    await seen(1)
    expect(frames).toMatchObject([
      {
        from: 1,
        to: 4,
        records: [
          { key: 'other', seq: 3 },
          { key: 'k', seq: 4, value: null },
        ],
      },
    ])
  })

  it('come from memory for whoever was gone for a moment, and only as far back as memory reaches', async () => {
    await write({ key: 'before' })
    await tailer.retain(channel)
    tailer.feed(channel, [...(await write({ key: 'a' })), ...(await write({ key: 'b' })), ...(await write({ key: 'a', value: 2 }))])
    expect(tailer.since(channel, 2)).toMatchObject({ from: 3, to: 4, records: [{ key: 'b' }, { key: 'a', value: 2 }] })
    expect(tailer.since(channel, 4)).toMatchObject({ from: 5, to: 4, records: [] })
    expect(tailer.since(channel, 0)).toBeUndefined()
    expect(tailer.since(channel, 5)).toBeUndefined()
  })

  it('from memory are those from the database, however much came', async () => {
    await tailer.retain(channel)
    for (let round = 0; round < 7; round += 1) {
      tailer.feed(
        channel,
        await write(...Array.from({ length: 100 }, (_, n) => ({ key: `${(round * 37 + n * 3) % 250}`, value: round * 100 + n }))),
      )
    }
    const reaches = [50, 188, 200, 256, 400, 512, 600, 699, 700].filter((seq) => tailer.since(channel, seq))
    expect(reaches.length).toBeGreaterThan(3)
    for (const seq of reaches) {
      const stored = await readAfter(db.sql, channel, seq)
      expect([seq, tailer.since(channel, seq)?.records]).toEqual([seq, stored?.records])
    }
  })
})

describe('a hole in the numbers', () => {
  it('is filled from the database', async () => {
    await tailer.retain(channel)
    const records = await write({ key: 'a' }, { key: 'b' }, { key: 'c' })
    tailer.feed(channel, records.slice(2))
    await vi.waitFor(() => expect(frames.at(-1)?.to).toBe(3))
    expect(frames.flatMap(({ records }) => records.map(({ key }) => key))).toEqual(['a', 'b', 'c'])
    expect(observed).toEqual([1, 2, 3])
  })

  it('whose record was rewritten meanwhile is covered all the same', async () => {
    await tailer.retain(channel)
    const [, second] = [...(await write({ value: 1 })), ...(await write({ value: 2 }))]
    if (second) tailer.feed(channel, [second])
    await vi.waitFor(() => expect(frames.at(-1)?.to).toBe(2))
    expect(frames).toMatchObject([{ from: 1, to: 2, records: [{ key: 'k', value: 2, seq: 2 }] }])
  })

  it('of more than a page is read in pages', async () => {
    await tailer.retain(channel)
    await write(...Array.from({ length: 1200 }, (_, n) => ({ key: `${n}` })))
    tailer.feed(channel, await write({ key: 'last' }))
    await vi.waitFor(() => expect(frames.at(-1)?.to).toBe(1201))
    expect(frames.flatMap(({ records }) => records).length).toBe(1201)
  })

  it('is asked for again when the database does not answer', async () => {
    let isDown = false
    const unsteady = {
      unsafe: (...args: Parameters<typeof db.sql.unsafe>) => (isDown ? Promise.reject(new Error('no answer')) : db.sql.unsafe(...args)),
    }
    const sql = Object.assign(((...args: Parameters<typeof db.sql>) => db.sql(...args)) as typeof db.sql, unsteady)
    tailer.close()
    tailer = follower(sql)
    await tailer.retain(channel)
    const records = await write({ key: 'a' }, { key: 'b' })
    isDown = true
    tailer.feed(channel, records.slice(1))
    await vi.waitFor(() => expect(errors).toHaveLength(1))
    isDown = false
    await vi.waitFor(() => expect(frames.at(-1)?.to).toBe(2), { timeout: 5000 })
  })
})

describe('a commit nobody told of', () => {
  it('is found when it is doubted that all was told', async () => {
    await tailer.retain(channel)
    await write({ type: 'chat.message' })
    tailer.doubt(channel)
    await seen(1)
    expect(ranges()).toEqual([[1, 1]])
  })
})

describe('following', () => {
  it('misses nothing that is committed while the position is loaded', async () => {
    const retained = tailer.retain(channel)
    const [record] = await write({ type: 'chat.message' })
    if (record) tailer.feed(channel, [record])
    await retained
    await tailer.catchUp(channel)
    expect(tailer.settle(channel)?.seq).toBe(1)
  })

  it('keeps what is heard while the position is on its way', async () => {
    let release = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    let isRead = false
    const slow = ((...args: Parameters<typeof db.sql>) =>
      db.sql(...args).then((rows) => {
        isRead = true
        return held.then(() => rows)
      })) as unknown as typeof db.sql
    tailer.close()
    tailer = follower(Object.assign(slow, { unsafe: db.sql.unsafe }))
    const retained = tailer.retain(channel)
    await vi.waitFor(() => expect(isRead).toBe(true)) // its answer is held
    tailer.feed(channel, await write({ type: 'chat.message' }))
    release()
    await retained
    expect(tailer.since(channel, 0)).toMatchObject({ from: 1, to: 1, records: [{ type: 'chat.message' }] })
  })

  it('ends when everybody has let go, however often they say so', async () => {
    const [one, two] = [await tailer.retain(channel), await tailer.retain(channel)]
    one?.release()
    one?.release()
    expect(tailer.size).toBe(1)
    two?.release()
    expect(tailer.size).toBe(0)
    tailer.feed(channel, await write({ type: 'chat.message' }))
    expect(tailer.settle(channel)?.seq).toBe(1)
    expect(frames).toEqual([])
  })

  it('goes on for a moment after the last one, whose return costs no reads', async () => {
    const one = await tailer.retain(channel)
    one?.release()
    tailer.feed(channel, await write({ type: 'chat.message' }))
    const back = await tailer.retain(channel)
    expect(tailer.since(channel, 0)?.records).toHaveLength(1)
    tailer.feed(channel, await write({ type: 'chat.message' }))
    tailer.settle(channel)
    expect(ranges()).toEqual([[2, 2]])
    back?.release()
  })

  it('begun anew is not ended by those who followed before', async () => {
    const old = await tailer.retain(channel)
    await db.sql`update channels set epoch = 'second' where id = ${channel}`
    await tailer.catchUp(channel)
    const fresh = await tailer.retain(channel)
    expect(fresh?.epoch).toBe('second')
    old?.release()
    expect(tailer.size).toBe(1)
    tailer.feed(channel, await write({ type: 'chat.message' }))
    expect(frames).toMatchObject([{ epoch: 'second', from: 1, to: 1 }])
  })

  it('says when a channel’s numbers began anew, or it is gone', async () => {
    await tailer.retain(channel)
    await db.sql`update channels set epoch = 'second' where id = ${channel}`
    await tailer.catchUp(channel)
    expect(lost).toEqual([channel])
    expect(tailer.size).toBe(0)
    await tailer.retain(channel)
    await db.sql`delete from channels where id = ${channel}`
    await tailer.catchUp(channel)
    expect(lost).toEqual([channel, channel])
  })

  it('is not begun for a channel that does not exist', async () => {
    expect(await tailer.retain('nowhere/room')).toBeUndefined()
    expect(tailer.size).toBe(0)
  })
})
