import { RoomPreview } from '@sanctuary/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestServer } from '../../testing/create-test-server.ts'
import { createRoomsService } from './service.ts'

let test: TestServer
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())

const days = 86_400_000

/** Every field at its largest. */
const largest = {
  topic: 't'.repeat(120),
  description: `Two lines\n${'d'.repeat(1990)}`,
  emoji: '👩🏽‍❤️‍💋‍👨🏾',
  tags: Array.from({ length: 8 }, (_, n) => `${n}`.repeat(32)),
  language: 'abcdefgh-12345678-12345678-12345678',
  capacity: 200,
  rules: Array.from({ length: 20 }, (_, n) => `${n % 10}`.repeat(300)),
  approval: true,
  newcomers: 'listener' as const,
  undisguised: 'never' as const,
  eraseAfterMinutes: 10_080,
  hostAbsenceMinutes: 1440,
}

/** What a field does not take, and what it is. */
const wrong: [field: string, what: string, value: unknown][] = [
  ['topic', 'nothing', ''],
  ['topic', 'only space', ' \t '],
  ['topic', 'only what nobody sees', '\u200b\u2060'],
  ['topic', '121 characters', 't'.repeat(121)],
  ['topic', 'a line break', 'one\ntwo'],
  ['topic', 'a turn of the writing direction', 'one\u202etwo'],
  ['topic', 'a NUL', 'one\0two'],
  ['topic', 'half a character', 'one \ud83e'],
  ['description', '2,001 characters', 'd'.repeat(2001)],
  ['description', 'a NUL', 'one\0two'],
  ['emoji', '17 characters', '🕊'.repeat(17)],
  ['tags', 'nine', Array.from({ length: 9 }, (_, n) => `tag ${n}`)],
  ['tags', 'an empty one', ['one', '']],
  ['tags', 'one of 33 characters', ['t'.repeat(33)]],
  ['tags', 'one with a line break', ['one\ntwo']],
  ['language', 'nothing', ''],
  ['language', 'one letter', 'e'],
  ['language', 'a name', 'plain English'],
  ['language', 'an underscore', 'de_CH'],
  ['language', '36 characters', 'abcdefgh-12345678-12345678-12345678-'],
  ['capacity', 'one', 1],
  ['capacity', '201', 201],
  ['capacity', 'a half', 2.5],
  ['capacity', 'text', '50'],
  ['rules', '21', Array.from({ length: 21 }, (_, n) => `Rule ${n}`)],
  ['rules', 'an empty one', ['Be kind.', '  ']],
  ['rules', 'one of 301 characters', ['r'.repeat(301)]],
  ['approval', 'text', 'yes'],
  ['newcomers', 'a host', 'host'],
  ['newcomers', 'a moderator', 'moderator'],
  ['undisguised', 'always', 'always'],
  ['undisguised', 'a yes', true],
  ['eraseAfterMinutes', 'less than none', -1],
  ['eraseAfterMinutes', 'more than a week', 10_081],
  ['hostAbsenceMinutes', 'none', 0],
  ['hostAbsenceMinutes', 'more than a day', 1441],
  ['lifetimeDays', 'none', 0],
  ['lifetimeDays', '91', 91],
]

const fieldOf = (error: { details?: { fields?: { path: string }[] } }) => error.details?.fields?.[0]?.path.split('.')[0]

describe('creating a room', () => {
  it('needs a topic and nothing else', async () => {
    const { room, hostKey } = await test.call('rooms.create', { topic: '  Evening circle ' })
    expect(room).toEqual({
      id: expect.stringMatching(/^[A-Za-z0-9_-]{16}$/),
      topic: 'Evening circle',
      description: '',
      emoji: '',
      tags: [],
      language: 'en',
      capacity: 50,
      rules: [],
      rulesVersion: 0,
      approval: false,
      newcomers: 'speaker',
      undisguised: 'with-consent',
      eraseAfterMinutes: 120,
      hostAbsenceMinutes: 15,
      state: 'live',
      locked: false,
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
      people: 0,
      hosts: [],
      audio: { state: 'absent', message: expect.stringMatching(/^[A-Z].*\.$/) },
    })
    expect(Date.parse(room.expiresAt) - Date.parse(room.createdAt)).toBe(30 * days)
    expect(hostKey).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){4}$/)
    expect(await codeOf(test.call('rooms.create', {} as never))).toBe('INVALID_INPUT')
  })

  it('takes every field up to its limit; the preview, the room inside and the database have it as it was given', async () => {
    const { room, hostKey } = await test.call('rooms.create', { ...largest, lifetimeDays: 90 })
    expect(room).toMatchObject({ ...largest, rulesVersion: 1 })
    expect(Date.parse(room.expiresAt) - Date.parse(room.createdAt)).toBe(90 * days)
    const read = await fetch(`${test.url}/rooms/${room.id}`)
    expect(await read.json()).toEqual(room)
    const live = await (await test.join(room.id, { hostKey, rulesVersion: 1 })).connect()
    const { id: _, people: __, hosts: ___, audio: ____, ...settings } = room
    expect(live.records('rooms.settings').map(({ key, value }) => [key, value])).toEqual([['room', settings]])
    const [row] = await test.kernel.db.sql`select settings, expires_at, state, erase_at from rooms where id = ${room.id}`
    expect(row).toMatchObject({ settings, state: 'live', erase_at: null })
    expect(new Date(row?.expires_at).toISOString()).toBe(room.expiresAt)
  })

  it('takes every field down to its limit', async () => {
    const smallest = { topic: 't', description: '', emoji: '', tags: [], language: 'de', capacity: 2, rules: [] }
    const { room } = await test.call('rooms.create', { ...smallest, eraseAfterMinutes: 0, hostAbsenceMinutes: 1, lifetimeDays: 1 })
    expect(room).toMatchObject({ ...smallest, eraseAfterMinutes: 0, hostAbsenceMinutes: 1, rulesVersion: 0 })
    expect(Date.parse(room.expiresAt) - Date.parse(room.createdAt)).toBe(days)
  })

  it('gives rooms that were asked for at once ids and host keys of their own', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => test.createRoom()))
    expect(new Set(made.map(({ room }) => room.id)).size).toBe(10)
    expect(new Set(made.map(({ hostKey }) => hostKey)).size).toBe(10)
    const [one, other] = made
    expect(await codeOf(test.join(one?.room.id ?? '', { hostKey: other?.hostKey }))).toBe('HOST_KEY_WRONG')
  })
})

describe.each(wrong)('%s of a room', (field, what, value) => {
  it(`cannot be ${what}, neither at first nor later, and the answer names it`, async () => {
    const refused = await test.call('rooms.create', { topic: 'A room', [field]: value } as never).catch((error) => error)
    expect([refused.code, fieldOf(refused)]).toEqual(['INVALID_INPUT', field])
    const { room, hostKey } = await test.createRoom()
    const host = await test.join(room.id, { hostKey })
    expect(await codeOf(host.call('rooms.update', { [field]: value } as never))).toBe('INVALID_INPUT')
    const { people: _, hosts: __, ...after } = await test.call('rooms.read', { room: room.id })
    expect(room).toMatchObject(after)
  })
})

describe('a preview', () => {
  it('is there for whoever has the link, and nothing is there without', async () => {
    const { room } = await test.createRoom()
    expect((await fetch(`${test.url}/rooms/${room.id}`)).status).toBe(200)
    expect(await codeOf(test.call('rooms.read', { room: 'nowhere-at-all' as never }))).toBe('ROOM_NOT_FOUND')
    expect(await codeOf(test.call('rooms.read', { room: 'x' as never }))).toBe('INVALID_INPUT')
    expect((await fetch(`${test.url}/rooms`)).status).toBe(405) // nobody lists rooms
  })

  it('says how many are inside and who hosts: not who waits, not who left', async () => {
    const { room, hostKey } = await test.createRoom({ approval: true })
    const host = await test.join(room.id, { hostKey, alias: 'Quiet Otter' })
    const [person, left] = [await test.join(room.id), await test.join(room.id), await test.join(room.id)]
    for (const { participant } of [person, left]) await host.call('hosts.admit', { participant })
    await left.call('participants.leave', {})
    await test.join(room.id, { hostKey, alias: 'Warm Wren' })
    expect(await test.call('rooms.read', { room: room.id })).toMatchObject({ people: 3, hosts: ['Quiet Otter', 'Warm Wren'] })
    await host.call('participants.leave', {})
    expect(await test.call('rooms.read', { room: room.id })).toMatchObject({ people: 2, hosts: ['Warm Wren'] })
  })

  it('has the fields of the contract and no other, and tells no secret: key, hash, token, credential or id of a person', async () => {
    const { room, hostKey } = await test.createRoom({ rules: ['Be kind.'] })
    const people = [await test.join(room.id, { hostKey, rulesVersion: 1 }), await test.join(room.id, { rulesVersion: 1 })]
    await people[0]?.call('hosts.remove', { participant: people[1]?.participant ?? '', ban: true })
    const [row] = await test.kernel.db.sql<{ host_key_hash: string }[]>`select host_key_hash from rooms where id = ${room.id}`
    // As the module says it, before the door would leave out what the contract does not know.
    const preview = await createRoomsService(test.kernel).read({ network: '' }, { room: room.id })
    const optional = ['endedAt', 'erasedAt']
    expect(Object.keys(preview).sort()).toEqual(
      Object.keys(RoomPreview.shape)
        .filter((field) => !optional.includes(field))
        .sort(),
    )
    const secrets = [
      hostKey,
      row?.host_key_hash ?? '',
      ...people.flatMap(({ participant, credential, token }) => [participant, credential, token]),
    ]
    expect(secrets.every((secret) => secret.length > 16)).toBe(true)
    for (const said of [JSON.stringify(preview), await (await fetch(`${test.url}/rooms/${room.id}`)).text()]) {
      expect(secrets.filter((secret) => said.includes(secret))).toEqual([])
    }
  })
})
