import type { WireRecord } from '@sanctuary/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connectDatabase, type Database } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import { createLog } from '../kernel/log.ts'
import { codeOf } from '../testing/code-of.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { testCache } from '../testing/test-cache.ts'
import type { ChannelId } from './channels.ts'
import { createGroupCommit } from './group-commit.ts'
import type { WriteItem } from './write.ts'

const ann = '11111111-1111-4111-8111-111111111111'
const ben = '22222222-2222-4222-8222-222222222222'

let server: TestPostgres
let db: Database
let now: number
let committed: [ChannelId, WireRecord[]][]
let doubted: ChannelId[]
let group: ReturnType<typeof createGroupCommit>
let channel: ChannelId
let other: ChannelId
let rooms = 0

beforeAll(async () => {
  server = await startPostgres()
  db = await connectDatabase({ url: server.url, log: createLog({ level: 'silent' }), cache: testCache })
  await migrate(db, [{ module: 'kernel', folder: new URL('../kernel/migrations/', import.meta.url) }])
})
afterAll(async () => {
  await db.close()
  await server.stop()
})
beforeEach(async () => {
  const room = `group-${++rooms}`
  channel = `${room}/room`
  other = `${room}/staff`
  await db.sql`insert into rooms (id, settings, expires_at) values (${room}, '{}', now())`
  await db.sql`insert into channels (id, room_id, epoch) values (${channel}, ${room}, 'e'), (${other}, ${room}, 'e')`
  now = 0
  committed = []
  doubted = []
  group = createGroup(db.sql)
})

const createGroup = (sql: Database['sql']) =>
  createGroupCommit({
    sql,
    flights: 2,
    committed: (id, records) => committed.push([id, records]),
    doubt: (id) => doubted.push(id),
    now: () => now,
  })

const say = (text: string, { author = ann, to = channel, key = crypto.randomUUID() as string } = {}): WriteItem => ({
  channel: to,
  type: 'chat.message',
  key,
  author,
  value: { text },
  mode: 'insert',
})

/** Holds the channel's row, as a module's transaction would, until `release` is called. */
async function lockChannel(): Promise<() => Promise<unknown>> {
  let release = () => {}
  let transaction: Promise<unknown> = Promise.resolve()
  await new Promise<void>((held) => {
    transaction = db.begin(async (tx) => {
      await tx`select 1 from channels where id = ${channel} for update`
      held()
      await new Promise<void>((done) => {
        release = done
      })
    })
  })
  return () => {
    release()
    return transaction
  }
}

describe('the group commit', () => {
  it('keeps the order of one person, also when their channel is locked for a while', async () => {
    const unlock = await lockChannel()
    const sent = Array.from({ length: 50 }, (_, n) => group.post(say(`${n}`)))
    await group.post(say('elsewhere', { to: other, author: ben })) // so the first tries have been refused
    await unlock()
    const results = await Promise.all(sent)
    expect(results.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
  })

  it('puts what comes while it commits into common transactions', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, n) => group.post(say(`${n}`, { author: n % 2 ? ann : ben }))))
    expect(committed.length).toBeLessThan(20)
    expect(committed.flatMap(([, records]) => records.map(({ seq }) => seq))).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
  })

  it('tells of a commit before it tells the writer', async () => {
    await group.post(say('Hello')).then(({ seq }) => expect(committed.at(-1)?.[1].at(-1)?.seq).toBe(seq))
    expect(committed).toHaveLength(1)
  })

  it('does not let one who writes much hold up the others', async () => {
    const much = Array.from({ length: 200 }, (_, n) => group.post(say(`${n}`)))
    const { seq } = await group.post(say('My turn', { author: ben }))
    expect(seq).toBeLessThan(50)
    await Promise.all(much)
  })

  it('answers the same message sent twice at once with the same numbers', async () => {
    const key = crypto.randomUUID()
    const [first, second] = await Promise.all([group.post(say('Hello', { key })), group.post(say('Hello', { key }))])
    expect(second).toEqual({ ...first, outcome: 'duplicate' })
    expect(committed).toHaveLength(1)
  })

  it('refuses the one item the database cannot take, and writes the others of its batch', async () => {
    const texts = Array.from({ length: 30 }, (_, n) => (n === 17 ? 'a NUL \0' : `${n}`))
    const results = await Promise.allSettled([say('first'), ...texts.map((text) => say(text))].map(group.post))
    expect(results.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([18])
    const seqs = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.seq] : []))
    expect(seqs).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
  })

  it('is idle once everything is written', async () => {
    const sent = Array.from({ length: 20 }, (_, n) => group.post(say(`${n}`)))
    await group.idle()
    expect(group.depth).toBe(0)
    expect((await Promise.all(sent)).every(({ outcome }) => outcome === 'written')).toBe(true)
  })
})

describe('under pressure', () => {
  it('a stuck channel is busy after a second, and no other channel notices', async () => {
    const unlock = await lockChannel()
    const stuck = group.post(say('stuck'))
    now = 1001
    expect(await group.post(say('Hello', { to: other, author: ben }))).toMatchObject({ outcome: 'written' })
    expect(await stuck).toMatchObject({ outcome: 'busy' })
    await unlock()
    expect(await group.post(say('again'))).toMatchObject({ outcome: 'written', seq: 1 })
  })

  it('a channel whose oldest message has waited for a second takes no more', async () => {
    const slow = createGroup(slowly(db.sql))
    const sent = [slow.post(say('on its way')), slow.post(say('waiting'))]
    now = 1001
    await expect(slow.post(say('too much'))).rejects.toMatchObject({ code: 'BUSY', retryAfterMs: expect.any(Number) })
    expect((await Promise.all(sent)).map(({ outcome }) => outcome)).toEqual(['written', 'written'])
    expect(await slow.post(say('later'))).toMatchObject({ outcome: 'written' })
  })

  it('5,000 that wait are enough', async () => {
    const unlock = await lockChannel()
    const sent = Array.from({ length: 5100 }, (_, n) => codeOf(group.post(say(`${n}`, { author: n % 2 ? ann : ben }))))
    expect(await sent.at(-1)).toBe('BUSY')
    await unlock()
    const codes = await Promise.all(sent)
    expect(codes.filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(5000)
    expect(codes.slice(0, 5000)).toEqual(Array(5000).fill('ok'))
  })
})

describe('when the database cannot be reached', () => {
  it('fails the whole batch at once instead of asking again for each item, and doubts its channels', async () => {
    let asked = 0
    const lost = Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' })
    const broken = createGroup({
      unsafe: async () => {
        asked += 1
        throw lost
      },
    } as never)
    const results = await Promise.allSettled(Array.from({ length: 65 }, (_, n) => broken.post(say(`${n}`, { author: `${n}` }))))
    expect(results.every((result) => result.status === 'rejected' && result.reason === lost)).toBe(true)
    expect(asked).toBeLessThanOrEqual(3)
    expect(new Set(doubted)).toEqual(new Set([channel]))
  })
})

/** The same database, answering a turn later. */
function slowly(sql: Database['sql']): Database['sql'] {
  return {
    unsafe: (...args: Parameters<typeof sql.unsafe>) => new Promise((done) => setImmediate(done)).then(() => sql.unsafe(...args)),
  } as never
}
