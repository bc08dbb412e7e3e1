import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'
import type { LiveConnection } from '../../testing/live-connection.ts'

let test: TestServer
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())

interface Scene {
  readonly room: string
  readonly hostKey: string
  readonly host: TestPerson
  readonly person: TestPerson
  /** What the person sees. */
  readonly live: LiveConnection
}

async function createScene(wish: Parameters<TestServer['createRoom']>[0] = {}): Promise<Scene> {
  const { room, hostKey } = await test.createRoom(wish)
  const host = await test.join(room.id, { hostKey, rulesVersion: room.rulesVersion })
  const person = await test.join(room.id, { rulesVersion: room.rulesVersion })
  return { room: room.id, hostKey, host, person, live: await person.connect() }
}

const settingsOf = (live: LiveConnection) => live.records('rooms.settings')[0]?.value
const actsOf = async (host: TestPerson) => (await host.connect()).records('hosts.act').map(({ value }) => value.act)

describe('changing a room', () => {
  it('changes what is named and nothing else, for everyone inside and whoever looks', async () => {
    const { room, host, live } = await createScene()
    const before = await test.call('rooms.read', { room })
    const change = {
      topic: 'Morning circle',
      description: 'Two lines\nof it',
      emoji: '🌅',
      tags: ['morning', 'calm'],
      language: 'pt-BR',
      capacity: 12,
      rules: ['Be kind.'],
      approval: true,
      newcomers: 'listener',
      undisguised: 'never',
    } as const
    for (const [field, value] of Object.entries(change)) {
      await host.call('rooms.update', { [field]: value })
      await live.waitFor(() => JSON.stringify(settingsOf(live)?.[field as keyof typeof change]) === JSON.stringify(value), { what: field })
    }
    const after = await test.call('rooms.read', { room })
    expect(after).toEqual({ ...before, ...change, rulesVersion: 1 })
    const { id: _, people: __, hosts: ___, audio: ____, ...settings } = after
    expect(settingsOf(live)).toEqual(settings)
  })

  it('leaves alone what was promised when it was made: how long it lasts, when it is erased, how long it waits for a host', async () => {
    const { host } = await createScene()
    for (const field of ['lifetimeDays', 'eraseAfterMinutes', 'hostAbsenceMinutes', 'expiresAt', 'state', 'locked', 'rulesVersion']) {
      expect([field, await codeOf(host.call('rooms.update', { [field]: 1 } as never))]).toEqual([field, 'INVALID_INPUT'])
    }
  })

  it('loses none of the changes two hosts make at once', async () => {
    const { room, hostKey, host } = await createScene()
    const other = await test.join(room, { hostKey })
    await Promise.all([
      host.call('rooms.update', { topic: 'Morning circle' }),
      other.call('rooms.update', { description: 'Quietly' }),
      host.call('rooms.update', { tags: ['calm'] }),
      other.call('rooms.lock', { locked: true }),
      host.call('rooms.update', { capacity: 7 }),
    ])
    expect(await test.call('rooms.read', { room })).toMatchObject({
      topic: 'Morning circle',
      description: 'Quietly',
      tags: ['calm'],
      locked: true,
      capacity: 7,
    })
  })

  it('that changes nothing is no act and no write, however often it is clicked', async () => {
    const { host } = await createScene({ tags: ['calm'] })
    const click = () => host.call('rooms.update', { topic: 'Morning circle', tags: ['calm'] })
    const heads = () => test.kernel.db.sql`select id, last_seq from channels where room_id = ${host.room} order by id`
    expect(await Promise.all([click(), click(), click()])).toEqual([{}, {}, {}])
    expect(await actsOf(host)).toEqual(['update'])
    const before = await heads()
    await host.call('rooms.update', {})
    await host.call('rooms.update', { capacity: 50, rules: [], emoji: '' })
    expect(await heads()).toEqual(before)
  })

  it('with the same call id is one change with one answer, and the id is no use for another call', async () => {
    const { host } = await createScene()
    const id = crypto.randomUUID()
    const click = (topic: string) => host.call('rooms.update', { topic }, { id })
    expect(await Promise.all([click('First'), click('First')])).toEqual([{}, {}])
    expect(await click('Second')).toEqual({})
    expect(await test.call('rooms.read', { room: host.room })).toMatchObject({ topic: 'First' })
    expect(await codeOf(host.call('rooms.lock', { locked: true }, { id }))).toBe('CONFLICT')
  })

  it('in process takes a field without a value for one that is not there', async () => {
    const { room, host } = await createScene({ tags: ['calm'] })
    const actor = { participant: host.participant, room: host.room, role: 'host', state: 'inside' } as const
    await test.server.call('rooms.update', { actor, network: '' }, { topic: undefined, description: 'Quietly', tags: undefined })
    expect(await test.call('rooms.read', { room })).toMatchObject({ topic: 'A test room', description: 'Quietly', tags: ['calm'] })
  })

  it('to fewer seats than people sends nobody away', async () => {
    const { room, host, person } = await createScene()
    const third = await test.join(room)
    await host.call('rooms.update', { capacity: 2 })
    expect(await test.call('rooms.read', { room })).toMatchObject({ capacity: 2, people: 3 })
    expect(await codeOf(third.call('hands.raise', {}))).toBe('ok')
    await third.call('participants.leave', {})
    expect(await codeOf(test.join(room))).toBe('ROOM_FULL')
    await person.call('participants.leave', {})
    expect(await codeOf(test.join(room))).toBe('ok')
  })

  it('to other newcomers or to approval touches nobody who is inside', async () => {
    const { room, host, person } = await createScene()
    await host.call('rooms.update', { newcomers: 'listener', approval: true })
    expect((await test.join(room, { credential: person.credential })).standing).toEqual({ state: 'inside', role: 'speaker' })
    expect((await test.join(room)).standing).toEqual({ state: 'waiting', role: 'listener' })
  })
})

describe('ground rules', () => {
  const versionOf = async (room: string) => (await test.call('rooms.read', { room })).rulesVersion

  it('get a version for every change, also when two hosts change them at once', async () => {
    const { room, hostKey, host } = await createScene({ rules: ['Be kind.', 'Be brief.'] })
    const other = await test.join(room, { hostKey, rulesVersion: 1 })
    await host.call('rooms.update', { topic: 'Another topic' })
    expect(await versionOf(room)).toBe(1)
    await host.call('rooms.update', { rules: ['Be brief.', 'Be kind.'] }) // their order counts
    expect(await versionOf(room)).toBe(2)
    await Promise.all([host.call('rooms.update', { rules: ['Mine'] }), other.call('rooms.update', { rules: ['Theirs'] })])
    expect(await versionOf(room)).toBe(4)
  })

  it('that were taken away are asked for by nobody, and those that came back by everybody', async () => {
    const { room, host, person } = await createScene({ rules: ['Be kind.'] })
    await person.call('participants.leave', {})
    await host.call('rooms.update', { rules: [] })
    expect(await versionOf(room)).toBe(2)
    expect(await codeOf(test.join(room))).toBe('ok')
    await host.call('rooms.update', { rules: ['Be kind.'] })
    expect(await codeOf(test.join(room, { credential: person.credential }))).toBe('RULES_NOT_ACCEPTED')
    const refused = await test.join(room, { rulesVersion: 1 }).catch((error) => error)
    expect(refused).toMatchObject({ code: 'RULES_NOT_ACCEPTED', details: { rulesVersion: 3 } })
  })

  it('are written down as accepted in the version that was accepted, and in none that is still to come', async () => {
    const { host, person, live } = await createScene({ rules: ['Be kind.'] })
    const accepted = async () => {
      const [row] = await test.kernel.db.sql`select rules_version from participants where id = ${person.participant}`
      return row?.rules_version
    }
    expect(await accepted()).toBe(1)
    await host.call('rooms.update', { rules: ['Be kinder.'] })
    await live.waitFor(() => settingsOf(live)?.rulesVersion === 2)
    const early = await person.call('participants.acknowledge', { rulesVersion: 3 }).catch((error) => error)
    expect(early).toMatchObject({ code: 'CONFLICT', details: { rulesVersion: 2 } })
    expect(await accepted()).toBe(1)
    await person.call('participants.acknowledge', { rulesVersion: 2 })
    expect(await accepted()).toBe(2)
  })
})

describe('a lock', () => {
  it('is seen by everyone, and two clicks at once are one act', async () => {
    const { room, host, live } = await createScene()
    expect(await Promise.all([host.call('rooms.lock', { locked: true }), host.call('rooms.lock', { locked: true })])).toEqual([{}, {}])
    await live.waitFor(() => settingsOf(live)?.locked === true)
    expect(await test.call('rooms.read', { room })).toMatchObject({ locked: true, state: 'live' })
    await host.call('rooms.lock', { locked: false })
    await live.waitFor(() => settingsOf(live)?.locked === false)
    expect(await actsOf(host)).toEqual(['lock', 'unlock'])
  })

  /** The only host has left, and the room has locked itself. */
  async function createDeserted(): Promise<Scene & { moderator: TestPerson }> {
    const scene = await createScene()
    const moderator = await test.join(scene.room)
    await scene.host.call('hosts.setRole', { participant: moderator.participant, role: 'moderator' })
    await scene.host.call('participants.leave', {})
    await scene.live.waitFor(() => settingsOf(scene.live)?.locked === true)
    return { ...scene, moderator }
  }

  it('that came from the hosts’ absence stays after their return once somebody has locked on purpose', async () => {
    const { room, hostKey, live, moderator } = await createDeserted()
    await moderator.call('rooms.lock', { locked: true })
    await test.join(room, { hostKey })
    await live.waitFor(() => live.records('participants.person').some(({ value }) => value.role === 'host'))
    expect(await test.call('rooms.read', { room })).toMatchObject({ locked: true })
  })

  it('that came from the hosts’ absence can be opened, and the room still ends without them', async () => {
    const { room, moderator } = await createDeserted()
    await moderator.call('rooms.lock', { locked: false })
    expect(await codeOf(test.join(room))).toBe('ok')
    const [row] = await test.kernel.db.sql`select absent_since, locked_by_absence from rooms where id = ${room}`
    expect(row).toMatchObject({ absent_since: expect.anything(), locked_by_absence: false })
  })
})
