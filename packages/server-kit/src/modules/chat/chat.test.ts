import { setTimeout as wait } from 'node:timers/promises'
import type { Snapshot } from '@sanctuary/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'
import { createReplica } from '../../testing/replica.ts'

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

const say = (text: string) => ({ id: crypto.randomUUID(), text })
const send = (who: TestPerson, text: string) => who.call('chat.send', say(text))
/** The messages as the database has them. */
const stored = async ({ room }: TestPerson) =>
  test.kernel.db.sql<{ key: string; author_id: string; value: { text: string }; seq: string; created_seq: string }[]>`
    select key, author_id, value, seq, created_seq from records where channel_id = ${`${room}/room`} and type = 'chat.message' order by created_seq`

describe('a message', () => {
  it('is stored once it is acknowledged, under its id, with its author and the server’s time, and seen by everyone', async () => {
    const live = await host.connect()
    const message = say('  Hello\nyou  ')
    const { seq } = await person.call('chat.send', message)
    const all = await stored(person)
    expect(all).toMatchObject([{ key: message.id, author_id: person.participant, value: { text: 'Hello\nyou' } }])
    expect([Number(all[0]?.seq), Number(all[0]?.created_seq)]).toEqual([seq, seq])
    const seen = await live.waitFor(() => live.records('chat.message')[0])
    expect(seen).toEqual({
      channel: 'room',
      type: 'chat.message',
      key: message.id,
      seq,
      created: seq,
      author: person.participant,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      value: { text: 'Hello\nyou' },
    })
  })

  it.each([
    ['nothing', ''],
    ['only space', ' \n\t '],
    ['only what nobody sees', '\u200b\u2060\u3164'],
    ['only controls', '\u0007\u0008'],
    ['only turns of the writing direction', '\u202e\u2066\u2069'],
    ['4,001 characters', 'x'.repeat(4001)],
    ['a NUL', 'one\0two'],
    ['half a character', 'one \ud83e'],
  ])('of %s is refused, and nothing is stored', async (_, text) => {
    expect(await codeOf(send(person, text))).toBe('INVALID_INPUT')
    const live = await person.connect()
    expect(await codeOf(live.call('chat.send', say(text)))).toBe('INVALID_INPUT')
    expect(await stored(person)).toEqual([])
  })

  it('may be 4,000 characters of anything that can be stored; the page keeps it in its place', async () => {
    const texts = [
      'x'.repeat(4000),
      '🕊️'.repeat(1333),
      'abc \u202edef\u202c \u2066ghi\u2069', // turns of the writing direction stay within their bubble
      'a bell \u0007, an escape \u001b[31m',
      '<script>alert(1)</script> {{x}} %s \\u0000',
      'שלום مرحبا ヒバリ नीला',
      "'; drop table records; --",
    ]
    const live = await host.connect()
    for (const text of texts) await send(person, text)
    await live.waitFor(() => live.records('chat.message').length === texts.length)
    expect(live.records('chat.message').map(({ value }) => value.text)).toEqual(texts)
    expect((await stored(person)).map(({ value }) => value.text)).toEqual(texts)
  })

  it.each([
    ['none', undefined],
    ['words', 'my message'],
    ['one that tells the time of the device', '0190a6c4-7a3e-7b52-9c1d-3f8e2d4b5a60'],
    ['one that tells the device', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  ])('with an id that is %s is refused', async (_, id) => {
    expect(await codeOf(person.call('chat.send', { id, text: 'Hello' } as never))).toBe('INVALID_INPUT')
  })
})

describe('the same message again', () => {
  it('is one message with one number, however often, at once and by whatever door it comes; the first words stay', async () => {
    const [one, two] = [await person.connect(), await person.connect()]
    const message = say('Once')
    const { seq } = await person.call('chat.send', message)
    const again = { ...message, text: 'Twice' }
    const tries = [
      one.call('chat.send', again),
      two.call('chat.send', again),
      one.call('chat.send', again),
      person.call('chat.send', again),
    ]
    expect(await Promise.all(tries)).toEqual(tries.map(() => ({ seq })))
    const fresh = say('At once')
    const answers = await Promise.all([one, two, person, one, two].map((door) => door.call('chat.send', fresh)))
    expect(new Set(answers.map((answer) => answer.seq)).size).toBe(1)
    expect((await stored(person)).map(({ value }) => value.text)).toEqual(['Once', 'At once'])
  })

  it('by somebody else is refused and tells nothing of the first', async () => {
    const message = say('Mine')
    await person.call('chat.send', message)
    const refused = await host.call('chat.send', { ...message, text: 'Theirs' }).catch((error) => error)
    expect(refused).toMatchObject({ code: 'CONFLICT' })
    expect(JSON.stringify(refused)).not.toMatch(/Mine|seq|author/)
    expect((await stored(person)).map(({ value }) => value.text)).toEqual(['Mine'])
  })

  it('in another room is another message', async () => {
    const elsewhere = await test.join((await test.createRoom()).room.id)
    const message = say('Here')
    await person.call('chat.send', message)
    await elsewhere.call('chat.send', { ...message, text: 'There' })
    expect((await stored(person)).map(({ value }) => value.text)).toEqual(['Here'])
    expect((await stored(elsewhere)).map(({ value }) => value.text)).toEqual(['There'])
  })
})

describe('what was said before', () => {
  it('is paged back to the first message in order and without a gap, while others go on and hands go up and down', async () => {
    const live = await person.connect()
    for (let n = 0; n < 130; n += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, k) => live.call('chat.send', say(`${n + k}`))))
      await person.call(n % 20 === 0 ? 'hands.raise' : 'hands.lower', {})
    }
    const [snapshot] = ((await host.call('sync.resume', { positions: [] })).snapshots as Snapshot[]).filter(
      ({ channel }) => channel === 'room',
    )
    const texts = (records: Snapshot['records']) =>
      records.flatMap(({ type, value }) => (type === 'chat.message' ? [(value as { text: string }).text] : []))
    let known = texts(snapshot?.records ?? [])
    let before = snapshot?.windows['chat.message'] ?? 0
    expect(known).toHaveLength(50)
    while (before > 0) {
      const [page] = await Promise.all([
        host.call('sync.history', { channel: 'room', type: 'chat.message', before, limit: 7 }),
        send(person, 'meanwhile'),
      ])
      const older = texts(page.records as Snapshot['records'])
      expect(older.length).toBeLessThanOrEqual(7)
      known = [...older, ...known]
      before = page.window
    }
    expect(known).toEqual(Array.from({ length: 130 }, (_, n) => `${n}`))
  })
})

describe('who may write', () => {
  it('listeners may, and whoever is muted', async () => {
    await host.call('hosts.setRole', { participant: person.participant, role: 'listener' })
    await host.call('hosts.mute', { participant: person.participant })
    await send(person, 'Still here')
    expect((await stored(person)).map(({ value }) => value.text)).toEqual(['Still here'])
  })

  it('nobody who waits may, by any door, and nobody who left', async () => {
    const { room, hostKey } = await test.createRoom({ approval: true })
    const keeper = await test.join(room.id, { hostKey })
    const waiting = await test.join(room.id)
    const live = await waiting.connect()
    expect([await codeOf(send(waiting, 'Let me in')), await codeOf(live.call('chat.send', say('Please')))]).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
    ])
    await keeper.call('hosts.admit', { participant: waiting.participant })
    expect(await codeOf(send(waiting, 'Thank you'))).toBe('ok')
    await waiting.call('participants.leave', {})
    expect(await codeOf(send(waiting, 'One more thing'))).toBe('UNAUTHENTICATED')
    expect((await stored(waiting)).map(({ value }) => value.text)).toEqual(['Thank you'])
  })

  it('a message lands in the room of its token and reaches no other', async () => {
    const other = await test.join((await test.createRoom()).room.id)
    const [here, there] = [await host.connect(), await other.connect()]
    expect(await codeOf(other.call('chat.send', { ...say('Into your room'), room: person.room } as never))).toBe('INVALID_INPUT')
    await Promise.all([send(person, 'Only here'), send(other, 'Only there')])
    await here.waitFor(() => here.records('chat.message').length === 1)
    await there.waitFor(() => there.records('chat.message').length === 1)
    expect(JSON.stringify(here.frames)).not.toContain('Only there')
    expect(JSON.stringify(there.frames)).not.toContain('Only here')
  })

  /** As it is for a call that was let in just before the person or the room was gone. */
  const sendLate = ({ participant, room }: TestPerson) => {
    const actor: Actor = { participant, room, role: 'speaker', state: 'inside' }
    return codeOf(test.server.call('chat.send', { actor, network: '' }, say('Just a moment too late') as never))
  }

  it.each([
    ['left', 'UNAUTHENTICATED', () => person.call('participants.leave', {})],
    ['was removed', 'REMOVED', () => host.call('hosts.remove', { participant: person.participant })],
    ['was banned', 'BANNED', () => host.call('hosts.remove', { participant: person.participant, ban: true })],
    ['was there when the room ended', 'ROOM_ENDED', () => host.call('rooms.end', {})],
  ] as const)('somebody who %s a moment before is told so', async (_, code, happen) => {
    expect(await sendLate(person)).toBe('ok')
    await happen()
    expect(await sendLate(person)).toBe(code)
    expect(await stored(person)).toHaveLength(1)
  })
})

describe('somebody who writes too much', () => {
  let slow: TestServer | undefined
  afterEach(() => slow?.close())

  it('is told how long to wait, by every door, and the same message goes through after that; nobody else waits', async () => {
    slow = await createTestServer({ rates: { chat: { points: 3, seconds: 3 } } })
    const { room } = await slow.createRoom()
    const [eager, other] = [await slow.join(room.id), await slow.join(room.id)]
    const live = await eager.connect()
    const messages = Array.from({ length: 4 }, (_, n) => say(`${n}`))
    const answers = await Promise.allSettled(messages.map((message) => live.call('chat.send', message)))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
    const [, , , refused] = answers
    const { code, retryable, retryAfterMs } = refused?.status === 'rejected' ? refused.reason : {}
    expect([code, retryable]).toEqual(['RATE_LIMITED', true])
    expect(retryAfterMs).toBeGreaterThan(0)
    expect(retryAfterMs).toBeLessThanOrEqual(3000)
    expect(await codeOf(other.call('chat.send', say('I may')))).toBe('ok')
    expect(await codeOf(eager.call('hands.raise', {}))).toBe('ok')
    await wait(retryAfterMs) // as long as the server asks, and not longer
    const last = messages.at(-1)
    if (last) await live.call('chat.send', last)
    const replica = createReplica((await eager.call('sync.resume', { positions: [] })).snapshots as Snapshot[])
    expect(replica.records('chat.message').map(({ value }) => value.text)).toEqual(['0', '1', '2', 'I may', '3'])
  })

  it('hears it over HTTP as 429 with Retry-After, counted together with the live door', async () => {
    slow = await createTestServer({ rates: { chat: { points: 2, seconds: 60 } } })
    const eager = await slow.join((await slow.createRoom()).room.id)
    await (await eager.connect()).call('chat.send', say('by socket'))
    await eager.call('chat.send', say('by HTTP'))
    const answer = await fetch(`${slow.url}/call`, {
      method: 'POST',
      headers: { authorization: `Bearer ${eager.token}` },
      body: JSON.stringify({ op: 'chat.send', input: say('once more') }),
    })
    const { code, retryAfterMs } = (await answer.json()) as { code: string; retryAfterMs: number }
    expect([answer.status, code]).toEqual([429, 'RATE_LIMITED'])
    expect(answer.headers.get('retry-after')).toBe(`${Math.ceil(retryAfterMs / 1000)}`)
  })
})
