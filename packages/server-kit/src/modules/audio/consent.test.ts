import { errors } from '@sanctuary/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../kernel/log.ts'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'
import type { LiveConnection } from '../../testing/live-connection.ts'
import { openRaw, type RawSocket } from '../../testing/raw-socket.ts'

const sentence = 'I know that others in this room hear my own voice.'
const lines: string[] = []
let test: TestServer
beforeAll(async () => {
  test = await createTestServer({ log: createLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } }) })
})
afterAll(() => test.close())

interface Scene {
  readonly room: string
  readonly hostKey: string
  readonly host: TestPerson
  readonly person: TestPerson
  /** The person's page. */
  readonly live: LiveConnection
}

async function createScene(wish: Parameters<TestServer['createRoom']>[0] = {}): Promise<Scene> {
  const { room, hostKey } = await test.createRoom(wish)
  const host = await test.join(room.id, { hostKey })
  const person = await test.join(room.id)
  return { room: room.id, hostKey, host, person, live: await person.connect() }
}

const agree = (person: TestPerson) => person.call('audio.consent', { agreedTo: sentence })
const heldBy = (live: LiveConnection) => live.records('audio.consent').map(({ key, value }) => ({ key, ...value }))
const agreed = { key: 'consent', agreedTo: sentence, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) }
const has = (live: LiveConnection, count: number) => live.waitFor(() => heldBy(live).length === count, { what: `${count} agreements` })
const forbid = (host: TestPerson) => host.call('rooms.update', { undisguised: 'never' })
/** What the database has of agreements in a room: who, and whether anything is left of what they agreed to. */
const stored = (room: string) => test.kernel.db.sql<{ channel: string; value: unknown }[]>`
  select channel_id as channel, value from records where type = 'audio.consent' and channel_id like ${`${room}/%`}`

describe('an agreement to be heard with one’s own voice', () => {
  it('is in every page of whoever gave it, with its words and its time', async () => {
    const { person, live } = await createScene()
    const second = await person.connect()
    await agree(person)
    for (const page of [live, second]) {
      await has(page, 1)
      expect(heldBy(page)).toEqual([agreed])
    }
  })

  it('ends when its owner loads the page again or opens another one, in the answer they get, and stays when only a connection was lost', async () => {
    const { room, hostKey, host, person, live } = await createScene()
    await Promise.all([agree(person), agree(host)])
    await has(live, 1)
    live.close()
    expect(heldBy(await person.connect())).toEqual([agreed])
    const back = await test.join(room, { credential: person.credential })
    expect(JSON.stringify(back.reply)).not.toContain(sentence)
    expect(heldBy(await back.connect())).toEqual([])
    const hosting = await test.join(room, { credential: host.credential, hostKey })
    expect(heldBy(await hosting.connect())).toEqual([])
  })

  it('is nobody else’s to end by coming in', async () => {
    const { room, person, live } = await createScene()
    const other = await test.join(room)
    await Promise.all([agree(person), agree(other)])
    await test.join(room, { credential: other.credential })
    await test.join(room)
    await has(live, 1)
    expect(heldBy(live)).toEqual([agreed])
  })

  it('is taken back by who gave it, and taking back nothing does no harm', async () => {
    const { room, person, live } = await createScene()
    expect(await person.call('audio.withdrawConsent', {})).toEqual({})
    expect(await stored(room)).toEqual([])
    await agree(person)
    await has(live, 1)
    await person.call('audio.withdrawConsent', {})
    await has(live, 0)
    expect(await stored(room)).toEqual([{ channel: `${room}/participant:${person.participant}`, value: null }])
    expect(await person.call('audio.withdrawConsent', {})).toEqual({})
  })

  it('is of 1 to 500 characters one can read, and of nobody and nothing else', async () => {
    const { room, person, host } = await createScene()
    const wrong = [{}, { agreedTo: '' }, { agreedTo: ' \u200b' }, { agreedTo: 'x'.repeat(501) }, { agreedTo: 'a\0b' }, { agreedTo: true }]
    const forged = ['participant', 'person', 'to', 'author', 'room', 'key', 'at', 'undisguised'].map((field) => ({
      agreedTo: sentence,
      [field]: field === 'room' ? room : host.participant,
    }))
    for (const input of [...wrong, ...forged])
      expect([input, await codeOf(person.call('audio.consent', input as never))]).toEqual([input, 'INVALID_INPUT'])
    const another = { participant: host.participant }
    expect(await codeOf(person.call('audio.withdrawConsent', another as never))).toBe('INVALID_INPUT')
    expect(await stored(room)).toEqual([])
    await person.call('audio.consent', { agreedTo: 'x'.repeat(500) })
    expect(await stored(room)).toHaveLength(1)
  })

  it('is for who may speak: it ends with that, is refused to a listener, and does not come back with the right', async () => {
    const { host, person, live } = await createScene()
    await agree(person)
    await has(live, 1)
    const be = (role: 'listener' | 'speaker') => host.call('hosts.setRole', { participant: person.participant, role })
    await be('listener')
    await has(live, 0)
    expect(await codeOf(agree(person))).toBe('FORBIDDEN')
    expect(await codeOf(person.call('audio.withdrawConsent', {}))).toBe('ok')
    await be('speaker')
    await live.waitFor(() =>
      live.records('participants.person').some(({ key, value }) => key === person.participant && value.role === 'speaker'),
    )
    expect(heldBy(live)).toEqual([])
  })

  it('leaves one line in the log that names nobody and quotes nothing, and none among what staff did', async () => {
    const { host, person } = await createScene()
    const page = await host.connect()
    const before = page.records('hosts.act').length
    lines.length = 0
    await agree(person)
    await host.call('rooms.update', { topic: 'Later' })
    await page.waitFor(() => page.records('hosts.act').length > before)
    expect(page.records('hosts.act').map(({ value }) => value.act)).toEqual(['update'])
    const audit = lines.filter((line) => line.includes('audio.consent'))
    expect(audit.map((line) => JSON.parse(line))).toEqual([
      { level: 'info', time: expect.any(Number), event: 'audio.consent', msg: 'somebody agreed to be heard with their own voice' },
    ])
    for (const word of [sentence, person.participant, person.room]) expect(lines.join('')).not.toContain(word)
  })
})

describe('nobody else', () => {
  /** A page of somebody, as it comes over the wire. */
  async function listen(person: TestPerson): Promise<RawSocket> {
    const raw = await openRaw(test.url)
    raw.socket.send(`40${JSON.stringify({ token: person.token, protocol: person.reply.protocol })}`)
    await raw.saw('42["welcome"')
    raw.socket.send('427["call",{"op":"sync.resume","input":{"positions":[]}}]')
    await raw.saw('437')
    return raw
  }
  const text = (raw: RawSocket) => raw.received.join('\n')

  it('P27: receives it: not a host, a moderator, another person, somebody waiting or another room', async () => {
    const { room, host, person } = await createScene({ approval: false })
    const [moderator, other] = [await test.join(room), await test.join(room)]
    await host.call('hosts.setRole', { participant: moderator.participant, role: 'moderator' })
    await host.call('rooms.update', { approval: true })
    const waiting = await test.join(room)
    const elsewhere = await createScene()
    const own = await listen(person)
    const strangers = await Promise.all([host, moderator, other, waiting, elsewhere.host, elsewhere.person].map(listen))

    await agree(person)
    await host.call('chat.send', { id: crypto.randomUUID(), text: 'Later than that' })
    await elsewhere.host.call('chat.send', { id: crypto.randomUUID(), text: 'Later than that' })
    await host.call('hosts.admit', { participant: waiting.participant })
    await Promise.all([...strangers, own].map((raw) => raw.saw('42["frame"')))
    await expect
      .poll(() => [...strangers.filter((raw) => raw !== strangers[3]), own].every((raw) => text(raw).includes('Later than that')))
      .toBe(true)
    await expect.poll(() => text(strangers[3] as RawSocket).includes('"inside"')).toBe(true)

    expect(text(own)).toContain(sentence)
    for (const raw of strangers) {
      expect(text(raw)).not.toContain(sentence)
      expect(text(raw)).not.toContain('audio.consent')
      raw.socket.close()
    }
    own.socket.close()
  })

  it('finds it: not on coming in, catching up, paging back or looking at the room', async () => {
    const { room, hostKey, host, person } = await createScene()
    await agree(person)
    const channel = `participant:${person.participant}`
    const position = { channel, epoch: 'guessed', seq: 0 }
    const answers: unknown[] = [
      await test.call('rooms.read', { room: room as never }), // ids are branded
      (await test.join(room)).reply,
      (await test.join(room, { hostKey })).reply,
      await host.call('sync.resume', { positions: [position] }),
    ]
    expect(JSON.stringify(answers)).not.toMatch(/audio\.consent|my own voice/)
    const past = ['audio.consent', 'chat.message'].map((type) => codeOf(host.call('sync.history', { channel, type, before: 1000 })))
    expect(await Promise.all(past)).toEqual(['INVALID_INPUT', 'NOT_FOUND']) // only logs have a past, and nobody another's channel
    expect(JSON.stringify(await person.call('sync.resume', { positions: [] }))).toContain(sentence) // so that looking finds something
  })
})

describe('where a room says never', () => {
  it('P28: it is refused at every door, with the sentence to show', async () => {
    const { room, person, live } = await createScene({ undisguised: 'never' })
    expect((await test.call('rooms.read', { room: room as never })).undisguised).toBe('never') // ids are branded
    expect(live.records('rooms.settings')[0]?.value.undisguised).toBe('never')
    const actor = { participant: person.participant, room: person.room, role: 'speaker', state: 'inside' } as const
    const refused = { code: 'UNDISGUISED_FORBIDDEN', message: errors.UNDISGUISED_FORBIDDEN.message, retryable: false }
    await expect(agree(person)).rejects.toMatchObject(refused)
    await expect(live.call('audio.consent', { agreedTo: sentence })).rejects.toMatchObject(refused)
    await expect(test.server.call('audio.consent', { actor, network: '' }, { agreedTo: sentence })).rejects.toMatchObject(refused)
    expect((await fetch(`${test.url}/call`, post(person))).status).toBe(403)
    expect(await stored(room)).toEqual([])
    expect(await codeOf(live.call('audio.withdrawConsent', {}))).toBe('ok')
  })

  const post = (person: TestPerson) => ({
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ op: 'audio.consent', input: { agreedTo: sentence } }),
  })

  it('also to the host who says it, until they allow it again', async () => {
    const { host, person, live } = await createScene()
    await forbid(host)
    expect([await codeOf(agree(host)), await codeOf(agree(person))]).toEqual(['UNDISGUISED_FORBIDDEN', 'UNDISGUISED_FORBIDDEN'])
    await host.call('rooms.update', { undisguised: 'with-consent' })
    await agree(person)
    await has(live, 1)
  })

  it('P28: everybody’s is gone in the transaction that says so, and other rooms keep theirs', async () => {
    const [{ room, host, person, live }, elsewhere] = [await createScene(), await createScene()]
    await Promise.all([agree(host), agree(person), agree(elsewhere.person)])
    await Promise.all([has(live, 1), has(elsewhere.live, 1)])
    await forbid(host)
    // Asked at once after the answer: nothing has to happen later.
    expect((await stored(room)).map(({ value }) => value)).toEqual([null, null])
    await has(live, 0)
    expect(heldBy(await (await test.join(room, { credential: person.credential })).connect())).toEqual([])
    expect(heldBy(elsewhere.live)).toEqual([agreed])
  })

  it('a refused change takes nothing back', async () => {
    const { host, person, live } = await createScene()
    await agree(person)
    await has(live, 1)
    expect(await codeOf(forbid(person))).toBe('FORBIDDEN')
    expect(await codeOf(host.call('rooms.update', { undisguised: 'sometimes' } as never))).toBe('INVALID_INPUT')
    await host.call('rooms.update', { topic: 'Another', undisguised: 'with-consent' })
    expect(heldBy(live)).toEqual([agreed])
  })
})

describe('a hundred at once', () => {
  it('have one each, and none when the host forbids it at the same moment', { timeout: 120_000 }, async () => {
    const { room, hostKey } = await test.createRoom({ capacity: 150 })
    const host = await test.join(room.id, { hostKey })
    const people = await Promise.all(Array.from({ length: 100 }, () => test.join(room.id)))
    await Promise.all(people.map(agree))
    const channels = people.map(({ participant }) => `${room.id}/participant:${participant}`).sort()
    expect((await stored(room.id)).map(({ channel }) => channel).sort()).toEqual(channels)
    await Promise.all(people.map((person) => person.call('audio.withdrawConsent', {})))

    const [, ...codes] = await Promise.all([forbid(host), ...people.map((person) => codeOf(agree(person)))])
    expect(codes.filter((code) => code !== 'ok' && code !== 'UNDISGUISED_FORBIDDEN')).toEqual([])
    expect((await stored(room.id)).filter(({ value }) => value !== null)).toEqual([])
  })
})

describe('it goes with the person', () => {
  it.each<[string, (scene: Scene) => Promise<unknown>]>([
    ['who leaves', ({ person }) => person.call('participants.leave', {})],
    ['who leaves to be forgotten', ({ person }) => person.call('participants.leave', { forget: true })],
    ['who is removed', ({ host, person }) => host.call('hosts.remove', { participant: person.participant })],
    ['who is banned', ({ host, person }) => host.call('hosts.remove', { participant: person.participant, ban: true })],
  ])('%s', async (_, act) => {
    const scene = await createScene()
    await agree(scene.person)
    await act(scene)
    expect((await stored(scene.room)).map(({ value }) => value)).toEqual([null])
  })

  it('and is not there when they come back', async () => {
    const { room, person } = await createScene()
    await agree(person)
    await person.call('participants.leave', {})
    expect(heldBy(await (await test.join(room, { credential: person.credential })).connect())).toEqual([])
  })
})
