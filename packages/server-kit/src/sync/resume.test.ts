import type { Frame, Position, Snapshot } from '@sanctuary/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeOf } from '../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../testing/create-test-server.ts'
import { createReplica } from '../testing/replica.ts'
import { channelId } from './channels.ts'
import { createResume } from './resume.ts'
import type { Subscriber } from './subscriber.ts'
import { writeRecords } from './write.ts'

let test: TestServer
let host: TestPerson
let person: TestPerson
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())
beforeEach(async () => {
  const { room, hostKey } = await test.createRoom()
  host = await test.join(room.id, { hostKey })
  person = await test.join(room.id)
})

const roomOf = ({ room }: TestPerson) => channelId(room, 'room')
const positionsOf = ({ channels }: TestPerson): Position[] => channels.map(({ channel, epoch, seq }) => ({ channel, epoch, seq }))
const resume = (who: TestPerson, positions: Position[]) => who.call('sync.resume', { positions })

/** Writes messages past everybody, as another node would. */
async function writeMessages(who: TestPerson, count: number, mode: 'insert' | 'upsert' = 'insert', first = 0): Promise<void> {
  const item = (n: number) => ({
    channel: roomOf(who),
    type: 'chat.message',
    key: `message-${n}`,
    author: who.participant,
    value: { text: `${n}` },
    mode,
  })
  await writeRecords(
    test.kernel.db.sql,
    Array.from({ length: count }, (_, n) => item(first + n)),
    true,
  )
}

describe('catching up', () => {
  it('P12: brings every number that was missed, page by page, without limit', async () => {
    await writeMessages(person, 1300)
    const replica = createReplica(person.channels)
    let pages = 0
    for (let more = true; more; pages += 1) {
      const answer = await resume(person, replica.positions())
      for (const frame of answer.frames as Frame[]) expect(replica.apply(frame)).toBe('applied')
      expect(answer.snapshots).toEqual([])
      more = answer.more.length > 0
    }
    expect(pages).toBe(3)
    expect(replica.records('chat.message').map(({ value }) => value.text)).toEqual(Array.from({ length: 1300 }, (_, n) => `${n}`))
  })

  it('answers nothing to whoever misses nothing', async () => {
    const live = await person.connect()
    expect(await resume(person, live.replica.positions())).toEqual({ frames: [], snapshots: [], discontinuities: [], more: [] })
  })

  it('P8: brings tombstones, and the latest form of what was written often', async () => {
    const { seq } = await person.call('chat.send', { id: crypto.randomUUID(), text: 'Hello' })
    const positions = positionsOf(person).map((position) => (position.channel === 'room' ? { ...position, seq } : position))
    await writeMessages(person, 3)
    await writeMessages(person, 2, 'upsert')
    await person.call('hands.raise', {})
    await person.call('hands.lower', {})
    const { frames } = await resume(person, positions)
    const [frame] = (frames as Frame[]).filter(({ channel }) => channel === 'room')
    expect(frame).toMatchObject({ from: seq + 1, to: seq + 7 })
    expect(frame?.records.map(({ type, key, seq: at, value }) => [type, key, at - seq, value === null])).toEqual([
      ['chat.message', 'message-2', 3, false],
      ['chat.message', 'message-0', 4, false],
      ['chat.message', 'message-1', 5, false],
      ['hands.raised', person.participant, 7, true],
    ])
  })

  it('leads to the same records as a snapshot', async () => {
    await writeMessages(person, 40)
    await person.call('hands.raise', { note: 'me' })
    await host.call('hosts.mute', { participant: person.participant })
    const resumed = createReplica(person.channels)
    const { frames } = await resume(person, resumed.positions())
    for (const frame of frames as Frame[]) resumed.apply(frame)
    const fresh = createReplica((await resume(person, [])).snapshots as Snapshot[])
    for (const type of ['chat.message', 'participants.person', 'hands.raised', 'hosts.notice', 'rooms.settings'] as const) {
      expect(resumed.records(type)).toEqual(fresh.records(type))
    }
    expect(new Set(resumed.positions())).toEqual(new Set(fresh.positions()))
  })
})

describe('a position that cannot be continued', () => {
  const asked = async (change: Partial<Position>) => {
    const positions = positionsOf(person).map((position) => (position.channel === 'room' ? { ...position, ...change } : position))
    const { frames, snapshots, discontinuities } = await resume(person, positions)
    expect((frames as Frame[]).filter(({ channel }) => channel === 'room')).toEqual([])
    return { discontinuities, snapshots: snapshots.map(({ channel }) => channel) }
  }
  const anew = { discontinuities: ['room'], snapshots: ['room'] }

  it('P12: of another epoch is answered with a snapshot and said so', async () => {
    expect(await asked({ epoch: 'another' })).toEqual(anew)
  })

  it('P12: above the head is answered with a snapshot and said so', async () => {
    expect(await asked({ seq: 1_000_000 })).toEqual(anew)
  })

  it('P12: below the floor is answered with a snapshot and said so', async () => {
    await writeMessages(person, 10)
    await test.kernel.db.sql`update channels set floor_seq = last_seq - 2 where id = ${roomOf(person)}`
    expect(await asked({})).toEqual(anew)
  })

  it('at the floor is continued', async () => {
    await test.kernel.db.sql`update channels set floor_seq = last_seq where id = ${roomOf(person)}`
    const live = await person.connect()
    await writeMessages(person, 3)
    const answer = await resume(person, live.replica.positions())
    expect(answer).toMatchObject({ discontinuities: [], frames: [{ channel: 'room' }] })
  })

  it('that nobody had is a newcomer’s, not a discontinuity', async () => {
    const { snapshots, discontinuities } = await resume(person, [])
    expect(snapshots.map(({ channel }) => channel).sort()).toEqual([`participant:${person.participant}`, 'room'])
    expect(discontinuities).toEqual([])
  })

  it('of a channel one is not in is passed over', async () => {
    const other = await test.join((await test.createRoom()).room.id)
    const foreign = ['staff', `participant:${host.participant}`, `../${other.room}/room`, `participant:${other.participant}`, 'nothing']
    const answer = await resume(
      person,
      foreign.map((channel) => ({ channel, epoch: 'x', seq: 0 })),
    )
    expect(answer.snapshots.map(({ channel }) => channel).sort()).toEqual([`participant:${person.participant}`, 'room'])
    expect([answer.frames, answer.discontinuities]).toEqual([[], []])
  })

  it('while connected: the connection ends, and the next one starts from a snapshot', async () => {
    const live = await person.connect()
    await test.kernel.db.sql`update channels set epoch = 'restored' where id = ${roomOf(person)}`
    await test.kernel.tailer.catchUp(roomOf(person))
    await live.waitFor(() => !live.isOpen)
    expect(live.closing?.code).toBe('BUSY')
    const next = await person.connect({ replica: live.replica })
    expect(next.discontinuities).toEqual(['room'])
    await host.call('chat.send', { id: crypto.randomUUID(), text: 'Still here' })
    await next.waitFor(() => next.records('chat.message').length === 1)
  })
})

describe('logs', () => {
  it('P11: come with the latest 50, and the rest page by page to the beginning', async () => {
    await writeMessages(person, 180)
    const [snapshot] = (await resume(person, [])).snapshots.filter(({ channel }) => channel === 'room')
    const texts = (records: readonly unknown[]) =>
      (records as { type: string; value: { text: string } }[])
        .filter(({ type }) => type === 'chat.message')
        .map(({ value }) => Number(value.text))
    let known = texts(snapshot?.records ?? [])
    expect(known).toEqual(Array.from({ length: 50 }, (_, n) => 130 + n))
    let before = snapshot?.windows['chat.message'] ?? 0
    while (before > 0) {
      const page = await person.call('sync.history', { channel: 'room', type: 'chat.message', before, limit: 60 })
      known = [...texts(page.records), ...known]
      before = page.window
    }
    expect(known).toEqual(Array.from({ length: 180 }, (_, n) => n))
  })

  it('do not count what was removed', async () => {
    await writeMessages(person, 60)
    await test.kernel.db
      .sql`update records set value = null where channel_id = ${roomOf(person)} and key = any(${['message-58', 'message-59']})`
    const [snapshot] = (await resume(person, [])).snapshots.filter(({ channel }) => channel === 'room')
    const messages = snapshot?.records.filter(({ type }) => type === 'chat.message') ?? []
    expect(messages).toHaveLength(50)
    expect(messages[0]).toMatchObject({ key: 'message-8' })
  })

  it('are read only by those in the channel, and only where there is a log', async () => {
    const page = { type: 'chat.message', before: 10 } as const
    const history = (who: TestPerson, input: { channel: string; type: string; before: number }) => codeOf(who.call('sync.history', input))
    expect(await history(person, { ...page, channel: 'room' })).toBe('ok')
    expect(await history(host, { channel: 'staff', type: 'hosts.act', before: 10 })).toBe('ok')
    expect(await history(person, { channel: 'staff', type: 'hosts.act', before: 10 })).toBe('NOT_FOUND')
    expect(await history(person, { ...page, channel: `participant:${host.participant}` })).toBe('NOT_FOUND')
    expect(await history(person, { ...page, channel: 'room', type: 'participants.person' })).toBe('INVALID_INPUT')
    expect(await history(person, { ...page, channel: 'room', type: 'nothing' })).toBe('INVALID_INPUT')
    expect(await history(person, { ...page, channel: 'room', before: 0 })).toBe('INVALID_INPUT')
  })
})

describe('what is taken back while somebody catches up', () => {
  /** Catches up with the real parts, while `meanwhile` happens between the database's word and the entering. */
  async function catchUpWhile(
    meanwhile: () => Promise<unknown>,
  ): Promise<{ entered: string[]; answer: Awaited<ReturnType<ReturnType<typeof createResume>>> }> {
    const { tailer, db } = test.kernel
    const own = channelId(person.room, `participant:${person.participant}`)
    const held = await tailer.retain(own)
    const entered: string[] = []
    const subscriber: Subscriber = {
      has: () => false,
      enter(channel, following) {
        entered.push(channel)
        following.release()
        return true
      },
    }
    let happened: Promise<unknown> | undefined
    const retain: typeof tailer.retain = async (channel) => {
      happened ??= meanwhile()
      await happened
      return tailer.retain(channel)
    }
    const catchUp = createResume({ sql: db.sql, tailer: { ...tailer, retain } })
    const actor = { participant: person.participant, room: person.room, role: 'speaker', state: 'inside' } as const
    const answer = await catchUp(actor, [], subscriber)
    held?.release()
    return { entered, answer }
  }

  it('is not entered: somebody removed gets no frame and no snapshot', async () => {
    const { entered, answer } = await catchUpWhile(() => host.call('hosts.remove', { participant: person.participant }))
    expect(entered).toEqual([])
    expect([answer.frames, answer.snapshots]).toEqual([[], []])
  })

  it('is not entered: somebody who stood down gets nothing of staff', async () => {
    await host.call('hosts.setRole', { participant: person.participant, role: 'moderator' })
    const { entered, answer } = await catchUpWhile(() => host.call('hosts.setRole', { participant: person.participant, role: 'speaker' }))
    expect(entered).toEqual([])
    expect(answer.snapshots).toEqual([])
    expect(answer.more).toContain('staff') // asked again, it is not among the channels any more
  })

  it('is entered when nothing was', async () => {
    const followed = test.kernel.tailer.size
    const { entered } = await catchUpWhile(async () => {})
    expect(entered.sort()).toEqual([channelId(person.room, `participant:${person.participant}`), roomOf(person)].sort())
    expect(test.kernel.tailer.size).toBe(followed)
  })
})
