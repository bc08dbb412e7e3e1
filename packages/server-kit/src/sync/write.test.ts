import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectDatabase, type Database } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import { createLog } from '../kernel/log.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { testCache } from '../testing/test-cache.ts'
import type { ChannelId } from './channels.ts'
import { readAfter } from './read.ts'
import { type WriteItem, writeRecords } from './write.ts'

let server: TestPostgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

const ann = '11111111-1111-4111-8111-111111111111'
const ben = '22222222-2222-4222-8222-222222222222'

describe.each([
  ['pglite', async (): Promise<string> => 'pglite:memory'],
  ['postgres', (): Promise<string> => server.createDatabase()],
] as const)('write_records on %s', (_, createUrl) => {
  let db: Database
  let channel: ChannelId
  let rooms = 0

  beforeAll(async () => {
    db = await connectDatabase({ url: await createUrl(), log: createLog({ level: 'silent' }), cache: testCache })
    await migrate(db, [{ module: 'kernel', folder: new URL('../kernel/migrations/', import.meta.url) }])
  })
  afterAll(() => db.close())

  /** A room with one channel, in which Ann may write and Ben may only read. */
  async function createChannel(): Promise<ChannelId> {
    const room = `write-${++rooms}`
    const id: ChannelId = `${room}/room`
    await db.sql`insert into rooms (id, settings, expires_at) values (${room}, '{}', now())`
    await db.sql`insert into channels (id, room_id, epoch) values (${id}, ${room}, 'e')`
    for (const [person, mayWrite] of [
      [ann, true],
      [ben, false],
    ] as const) {
      const scoped = person.replace(/^.{8}/, String(rooms).padStart(8, '0'))
      await db.sql`insert into participants (id, room_id, alias, alias_key, picture, role, state)
        values (${scoped}, ${room}, ${scoped}, ${scoped}, 'seed', 'speaker', 'inside')`
      await db.sql`insert into members (channel_id, participant_id, may_write) values (${id}, ${scoped}, ${mayWrite})`
    }
    return id
  }
  const me = (person: string) => person.replace(/^.{8}/, String(rooms).padStart(8, '0'))

  const write = (...items: Partial<WriteItem>[]) =>
    writeRecords(
      db.sql,
      items.map((item) => ({ channel, type: 'chat.message', key: 'k', mode: 'upsert', value: 1, ...item })),
      true,
    )
  const outcomes = async (...items: Partial<WriteItem>[]) => (await write(...items)).map(({ outcome }) => outcome)
  const stored = async () => (await readAfter(db.sql, channel, 0))?.records ?? []

  it('P1: numbers writes densely, across batches and record types', async () => {
    channel = await createChannel()
    const first = await write({ key: 'a' }, { key: 'b', type: 'hands.raised' })
    const second = await write({ key: 'c' })
    expect([...first, ...second].map(({ seq, created }) => [seq, created])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    expect(await readAfter(db.sql, channel, 0)).toMatchObject({ to: 3, complete: true })
  })

  it('keeps the numbers of channels apart within one batch', async () => {
    const other = await createChannel()
    channel = await createChannel()
    const results = await write({ key: 'a' }, { key: 'a', channel: other }, { key: 'b' }, { key: 'b', channel: other })
    expect(results.map(({ seq }) => seq)).toEqual([1, 1, 2, 2])
  })

  it('P3: answers a repeated insert with the first one’s numbers and burns none', async () => {
    channel = await createChannel()
    const [first] = await write({ mode: 'insert', author: me(ann), value: 'first' })
    const [again] = await write({ mode: 'insert', author: me(ann), value: 'second' })
    expect(again).toEqual({ ...first, outcome: 'duplicate' })
    const [next] = await write({ key: 'next' })
    expect(next?.seq).toBe(2)
    expect((await stored())[0]?.value).toBe('first')
  })

  it('P3: refuses an insert under somebody else’s key and tells nothing of theirs', async () => {
    channel = await createChannel()
    await write({ mode: 'insert', author: me(ann) })
    expect(await write({ mode: 'insert', author: me(ben) })).toEqual([{ outcome: 'conflict', seq: 0, created: 0, at: '' }])
  })

  it('P4: does not bring a removed record back by a repeated insert', async () => {
    channel = await createChannel()
    await write({ mode: 'insert', author: me(ann) })
    await write({ mode: 'remove' })
    expect(await outcomes({ mode: 'insert', author: me(ann) })).toEqual(['duplicate'])
    expect((await stored())[0]?.value).toBeNull()
  })

  it('P2, P5: keeps place, time and author over an upsert', async () => {
    channel = await createChannel()
    await write({ author: me(ann) })
    await write({ key: 'between' })
    const [again] = await write({ author: me(ben), value: 2 })
    expect(again).toMatchObject({ seq: 3, created: 1 })
    expect((await stored()).find(({ key }) => key === 'k')).toMatchObject({ author: me(ann), created: 1, seq: 3, value: 2 })
  })

  it('P4: begins anew over a tombstone: place, author and parent', async () => {
    channel = await createChannel()
    await write({ author: me(ann), parent: 'old' })
    await write({ mode: 'remove' })
    const [again] = await write({ author: me(ben), parent: 'new' })
    expect(again).toMatchObject({ seq: 3, created: 3 })
    expect(await stored()).toMatchObject([{ author: me(ben), parent: 'new', created: 3 }])
  })

  it('P2: leaves a tombstone when it removes, and nothing when there is nothing to remove', async () => {
    channel = await createChannel()
    expect(await outcomes({ mode: 'remove' })).toEqual(['duplicate'])
    await write({ author: me(ann) })
    expect(await outcomes({ mode: 'remove' }, { key: 'never', mode: 'remove' })).toEqual(['written', 'duplicate'])
    expect(await outcomes({ mode: 'remove' })).toEqual(['duplicate'])
    expect(await stored()).toEqual([{ type: 'chat.message', key: 'k', value: null, seq: 2, created: 1, at: expect.any(String) }])
  })

  it('P5: refuses a writer who has not seen the newest form', async () => {
    channel = await createChannel()
    await write({ value: 1 })
    await write({ value: 2 })
    expect(await outcomes({ ifSeq: 1 }, { key: 'unseen', ifSeq: 1 })).toEqual(['conflict', 'conflict'])
    expect(await outcomes({ ifSeq: 2 })).toEqual(['written'])
  })

  it('P6: lets only those write who may, judged under the lock', async () => {
    channel = await createChannel()
    const stranger = '33333333-3333-4333-8333-333333333333'
    const asked = [me(ann), me(ben), stranger].map((as, index) => ({ key: `k${index}`, as, author: as }))
    expect(await outcomes(...asked)).toEqual(['written', 'forbidden', 'forbidden'])
  })

  it('answers gone for a channel that does not exist', async () => {
    channel = await createChannel()
    expect(await outcomes({ channel: 'nowhere/room' }, {})).toEqual(['gone', 'written'])
  })

  it('writes a key once a batch: the second one has to wait', async () => {
    channel = await createChannel()
    expect(await outcomes({ author: me(ann) }, { author: me(ann) })).toEqual(['written', 'busy'])
    const inserts = [ann, ben].map((person) => ({ key: 'i', mode: 'insert', author: me(person) }) as const)
    expect(await outcomes(...inserts)).toEqual(['written', 'busy'])
    expect(await outcomes(inserts[1] ?? {})).toEqual(['conflict'])
  })

  it('P1: numbers without a hole when many write at once', async () => {
    channel = await createChannel()
    const results = await Promise.all(Array.from({ length: 60 }, (_, n) => write({ key: `a${n}` }, { key: `b${n}` })))
    const numbers = results
      .flat()
      .map(({ seq }) => seq)
      .sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 120 }, (_, n) => n + 1))
  })
})

describe('a channel that is locked elsewhere', () => {
  let db: Database
  beforeAll(async () => {
    db = await connectDatabase({ url: await server.createDatabase(), log: createLog({ level: 'silent' }), cache: testCache })
    await migrate(db, [{ module: 'kernel', folder: new URL('../kernel/migrations/', import.meta.url) }])
    await db.sql`insert into rooms (id, settings, expires_at) values ('r', '{}', now())`
    await db.sql`insert into channels (id, room_id, epoch) values ('r/room', 'r', 'e'), ('r/staff', 'r', 'e')`
  })
  afterAll(() => db.close())

  const item = (channel: ChannelId): WriteItem => ({ channel, type: 'chat.message', key: 'k', mode: 'upsert', value: 1 })

  it('is busy to those who do not wait, and does not hold up the others of the batch', async () => {
    await db.begin(async (tx) => {
      await tx`select 1 from channels where id = 'r/room' for update`
      const outside = await db.outside(() => writeRecords(db.sql, [item('r/room'), item('r/staff')], false))
      expect(outside.map(({ outcome }) => outcome)).toEqual(['busy', 'written'])
    })
    expect(await writeRecords(db.sql, [item('r/room')], true)).toMatchObject([{ outcome: 'written', seq: 1 }])
  })

  it('answers 55P03 after a second to those who wait', async () => {
    await db.begin(async (tx) => {
      await tx`select 1 from channels where id = 'r/room' for update`
      await expect(db.outside(() => writeRecords(db.sql, [item('r/room')], true))).rejects.toMatchObject({ code: '55P03' })
    })
  })
})
