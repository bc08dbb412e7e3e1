import type { Frame } from '@sanctuary/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'
import type { LiveConnection } from '../../testing/live-connection.ts'
import { createReplica } from '../../testing/replica.ts'

let test: TestServer
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())

interface Scene {
  readonly room: string
  readonly host: TestPerson
  readonly moderator: TestPerson
  /** Three listeners. */
  readonly first: TestPerson
  readonly second: TestPerson
  readonly third: TestPerson
  /** What the host sees. */
  readonly live: LiveConnection
}

async function createScene(): Promise<Scene> {
  const { room, hostKey } = await test.createRoom({ newcomers: 'listener' })
  const host = await test.join(room.id, { hostKey })
  const [moderator, first, second, third] = [
    await test.join(room.id),
    await test.join(room.id),
    await test.join(room.id),
    await test.join(room.id),
  ]
  await host.call('hosts.setRole', { participant: moderator.participant, role: 'moderator' })
  return { room: room.id, host, moderator, first, second, third, live: await host.connect() }
}

const queueOf = (live: LiveConnection) => live.records('hands.raised').map(({ key }) => key)
/** Waits until the queue is what it has to be; an order that never comes is reported with the one that did. */
const queueIs = (live: LiveConnection, ...people: TestPerson[]) =>
  live
    .waitFor(() => JSON.stringify(queueOf(live)) === JSON.stringify(people.map(({ participant }) => participant)))
    .catch(() => expect(queueOf(live)).toEqual(people.map(({ participant }) => participant)))
const raiseAll = async (...people: TestPerson[]) => {
  for (const person of people) await person.call('hands.raise', {})
}

describe('the queue of hands', () => {
  it('is in the order of raising, for everyone, with the note and since when', async () => {
    const { first, second, third, live } = await createScene()
    await raiseAll(second, first)
    await third.call('hands.raise', { note: 'About the second point' })
    await queueIs(live, second, first, third)
    await queueIs(await first.connect(), second, first, third)
    expect(live.records('hands.raised').map(({ author, value, at }) => [author, value, Number.isFinite(Date.parse(at))])).toEqual([
      [second.participant, {}, true],
      [first.participant, {}, true],
      [third.participant, { note: 'About the second point' }, true],
    ])
  })

  it('keeps the place of somebody who raises again, with the newest note', async () => {
    const { first, second, live } = await createScene()
    await raiseAll(first, second)
    await queueIs(live, first, second)
    const before = live.records('hands.raised')[0]
    await first.call('hands.raise', { note: 'It is urgent' })
    await live.waitFor(() => live.records('hands.raised')[0]?.value.note === 'It is urgent')
    await queueIs(live, first, second)
    expect(live.records('hands.raised')[0]).toMatchObject({ created: before?.created, at: before?.at })
  })

  it('takes two clicks for one hand, with the same call id or without', async () => {
    const { first, second, live } = await createScene()
    const id = crypto.randomUUID()
    const tab = await first.connect()
    await Promise.all([first.call('hands.raise', {}, { id }), tab.call('hands.raise', {}, id), tab.call('hands.raise', {})])
    await raiseAll(second)
    await queueIs(live, first, second)
    await first.call('hands.lower', {})
    await queueIs(live, second)
    expect(await first.call('hands.raise', {}, { id })).toEqual({}) // a late retry answers the first time's reply and raises nothing
    await second.call('hands.lower', {})
    await queueIs(live)
  })

  it('puts somebody at its end who lowered their hand and raises it again', async () => {
    const { first, second, live } = await createScene()
    await raiseAll(first, second)
    await first.call('hands.lower', {})
    await raiseAll(first)
    await queueIs(live, second, first)
  })

  it('takes a note of up to 120 characters', async () => {
    const { first, live } = await createScene()
    const long = '🕊️'.repeat(40)
    await first.call('hands.raise', { note: long })
    await live.waitFor(() => live.records('hands.raised')[0]?.value.note === long)
    for (const note of ['x'.repeat(121), 'a\0b', 'half \ud83e', 7, null]) {
      expect([note, await codeOf(first.call('hands.raise', { note } as never))]).toEqual([note, 'INVALID_INPUT'])
    }
    expect(await codeOf(first.call('hands.raise', { participant: live.welcome.participant } as never))).toBe('INVALID_INPUT')
  })

  it('has one order everywhere when 200 raise their hands at once', { timeout: 120_000 }, async () => {
    const { room, hostKey } = await test.createRoom({ capacity: 200, newcomers: 'listener' })
    const host = await test.join(room.id, { hostKey })
    const people = [host, ...(await Promise.all(Array.from({ length: 199 }, () => test.join(room.id))))]
    const watchers = await Promise.all(people.slice(0, 4).map((person) => person.connect()))
    const early = createReplica(people[5]?.channels)
    await Promise.all(people.map((person) => person.call('hands.raise', {})))
    await Promise.all(watchers.map((live) => live.waitFor(() => queueOf(live).length === 200)))
    const stored = await test.kernel.db.sql<{ key: string; created_seq: string }[]>`
      select key, created_seq from records where channel_id = ${`${room.id}/room`} and type = 'hands.raised' order by created_seq`
    const order = stored.map(({ key }) => key)
    expect([...order].sort()).toEqual(people.map(({ participant }) => participant as string).sort())
    expect(new Set(stored.map(({ created_seq }) => created_seq)).size).toBe(200)
    const late = await (await test.join(room.id, { credential: people[9]?.credential })).connect()
    const { frames } = (await people[5]?.call('sync.resume', { positions: early.positions() })) ?? { frames: [] }
    for (const frame of frames as Frame[]) early.apply(frame)
    const resumed = early.records('hands.raised').map(({ key }) => key)
    for (const queue of [...watchers.map(queueOf), queueOf(late), resumed]) expect(queue).toEqual(order)
    await host.call('hands.lowerAll', {})
    await Promise.all([...watchers, late].map((live) => live.waitFor(() => queueOf(live).length === 0)))
  })
})

describe('lowering', () => {
  it('one’s own hand is anybody’s right, and without a hand up it is no write', async () => {
    const { room, first, second, live } = await createScene()
    await raiseAll(first, second)
    await first.call('hands.lower', { participant: first.participant })
    await queueIs(live, second)
    const head = () => test.kernel.db.sql`select last_seq from channels where id = ${`${room}/room`}`
    const before = await head()
    expect(await Promise.all([first.call('hands.lower', {}), first.call('hands.lower', {})])).toEqual([{}, {}])
    expect(await head()).toEqual(before)
  })

  it('somebody else’s is for staff: of a listener, a speaker or a host', async () => {
    const { host, moderator, first, second, third, live } = await createScene()
    await host.call('hosts.setRole', { participant: third.participant, role: 'speaker' })
    await raiseAll(first, second, third, host)
    for (const caller of [second, third]) {
      expect(await codeOf(caller.call('hands.lower', { participant: first.participant }))).toBe('FORBIDDEN')
      expect(await codeOf(caller.call('hands.lowerAll', {}))).toBe('FORBIDDEN')
    }
    await queueIs(live, first, second, third, host)
    await moderator.call('hands.lower', { participant: first.participant })
    await moderator.call('hands.lower', { participant: host.participant })
    await host.call('hands.lower', { participant: third.participant.toUpperCase() as never })
    await queueIs(live, second)
  })

  it('reaches nobody in another room', async () => {
    const [one, other] = [await createScene(), await createScene()]
    await raiseAll(one.first)
    await raiseAll(other.first)
    await other.host.call('hands.lower', { participant: one.first.participant })
    await other.host.call('hands.lowerAll', {})
    await queueIs(other.live)
    await raiseAll(one.second)
    await queueIs(one.live, one.first, one.second)
  })

  it('all hands empties the queue for everyone, and the next one is the first', async () => {
    const { moderator, first, second, third, live } = await createScene()
    await raiseAll(first, second)
    await moderator.call('hands.lowerAll', {})
    await queueIs(live)
    await raiseAll(third, first)
    await queueIs(live, third, first)
    await queueIs(await second.connect(), third, first)
  })

  it('is for those inside: nobody who waits has a hand to raise', async () => {
    const { room } = await test.createRoom({ approval: true })
    const waiting = await test.join(room.id)
    expect(await codeOf(waiting.call('hands.raise', {}))).toBe('FORBIDDEN')
    expect(await codeOf(waiting.call('hands.lower', {}))).toBe('FORBIDDEN')
  })
})

describe('a hand goes down by itself', () => {
  it.each([
    ['leaves', ({ first }: Scene) => first.call('participants.leave', {})],
    ['is removed', ({ host, first }: Scene) => host.call('hosts.remove', { participant: first.participant })],
    ['is banned', ({ host, first }: Scene) => host.call('hosts.remove', { participant: first.participant, ban: true })],
    ['is made a speaker', ({ host, first }: Scene) => host.call('hosts.setRole', { participant: first.participant, role: 'speaker' })],
    ['is made staff', ({ host, first }: Scene) => host.call('hosts.setRole', { participant: first.participant, role: 'moderator' })],
  ])('when somebody %s', async (_, happen) => {
    const scene = await createScene()
    const { first, second, live } = scene
    await raiseAll(first, second)
    await queueIs(live, first, second)
    await happen(scene)
    await queueIs(live, second)
  })

  it.each([
    ['moderator', 'speaker'],
    ['moderator', 'listener'],
    ['speaker', 'listener'],
  ] as const)('when a %s is made a %s', async (from, to) => {
    const { host, first, second, live } = await createScene()
    await host.call('hosts.setRole', { participant: first.participant, role: from })
    await raiseAll(first, second)
    await queueIs(live, first, second)
    await host.call('hosts.setRole', { participant: first.participant, role: to })
    await queueIs(live, second)
  })

  it('when a muted speaker is asked to speak, and not when they are muted', async () => {
    const { host, first, second, live } = await createScene()
    await host.call('hosts.setRole', { participant: first.participant, role: 'speaker' })
    await raiseAll(first, second)
    await host.call('hosts.mute', { participant: first.participant })
    await live.waitFor(() => live.records('participants.person').some(({ key, value }) => key === first.participant && value.silenced))
    await queueIs(live, first, second)
    await host.call('hosts.askToUnmute', { participant: first.participant })
    await queueIs(live, second)
  })

  it('never because all are muted, renamed or named to take over', async () => {
    const { host, first, second, live } = await createScene()
    await raiseAll(first, second)
    await host.call('hosts.muteAll', {})
    await first.call('participants.rename', { alias: 'Quiet Otter' })
    await host.call('hosts.nameSuccessor', { participant: second.participant, successor: true })
    await live.waitFor(() => live.records('participants.person').some(({ key, value }) => key === second.participant && value.successor))
    await queueIs(live, first, second)
  })

  it('and is not up again when they come back', async () => {
    const { room, first, second, live } = await createScene()
    await raiseAll(first, second)
    await first.call('participants.leave', {})
    const back = await test.join(room, { credential: first.credential })
    await live.waitFor(() => live.records('participants.person').some(({ key }) => key === first.participant))
    await queueIs(live, second)
    await raiseAll(back)
    await queueIs(live, second, first)
  })
})
