import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'
import type { LiveConnection } from '../../testing/live-connection.ts'
import { createRoomsJobs } from '../rooms/jobs.ts'

let test: TestServer
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())

async function createPair(): Promise<{ room: string; hostKey: string; host: TestPerson; person: TestPerson; live: LiveConnection }> {
  const { room, hostKey } = await test.createRoom({ hostAbsenceMinutes: 15 })
  const host = await test.join(room.id, { hostKey })
  const person = await test.join(room.id)
  return { room: room.id, hostKey, host, person, live: await person.connect() }
}

const isLocked = (live: LiveConnection) => live.records('rooms.settings')[0]?.value.locked

describe('when the last host leaves', () => {
  it('the person they named takes over and hears it', async () => {
    const { host, person, live } = await createPair()
    await host.call('hosts.nameSuccessor', { participant: person.participant, successor: true })
    await live.waitFor(() => live.records('participants.person').some(({ key, value }) => key === person.participant && value.successor))
    await host.call('participants.leave', {})
    await live.waitFor(() => live.records('hosts.notice').some(({ key }) => key === 'becameHost'))
    await live.waitFor(() => live.records('participants.person').length === 1)
    expect(live.records('participants.person')).toMatchObject([{ key: person.participant, value: { role: 'host', successor: false } }])
    expect(isLocked(live)).toBe(false)
    expect(await codeOf(person.call('rooms.update', { topic: 'Going on' }))).toBe('ok')
  })

  it('a successor who has left does not take over', async () => {
    const { room, host, person, live } = await createPair()
    const other = await test.join(room)
    await host.call('hosts.nameSuccessor', { participant: other.participant, successor: true })
    await other.call('participants.leave', {})
    await host.call('participants.leave', {})
    await live.waitFor(isLocked)
    expect(live.records('participants.person')).toMatchObject([{ key: person.participant, value: { role: 'speaker' } }])
  })

  it('and named nobody, the room locks and opens again when they are back', async () => {
    const { room, host, live } = await createPair()
    await host.call('participants.leave', {})
    await live.waitFor(isLocked)
    expect(await codeOf(test.join(room))).toBe('ROOM_LOCKED')
    const back = await test.join(room, { credential: host.credential })
    expect(back.standing).toEqual({ state: 'inside', role: 'host' })
    await live.waitFor(() => isLocked(live) === false)
    expect(await codeOf(test.join(room))).toBe('ok')
  })

  it('the room opens for whoever comes with the host key', async () => {
    const { room, hostKey, host, live } = await createPair()
    await host.call('participants.leave', {})
    await live.waitFor(isLocked)
    await test.join(room, { hostKey })
    await live.waitFor(() => isLocked(live) === false)
  })

  it('and had locked the room, it is still locked when they are back', async () => {
    const { room, host, live } = await createPair()
    await host.call('rooms.lock', { locked: true })
    await host.call('participants.leave', {})
    await live.waitFor(() => live.records('participants.person').length === 1)
    await test.join(room, { credential: host.credential })
    await live.waitFor(() => live.records('participants.person').length === 2)
    expect(isLocked(live)).toBe(true)
  })

  it('but another host is inside, nothing changes', async () => {
    const { host, person, live } = await createPair()
    await host.call('hosts.setRole', { participant: person.participant, role: 'host' })
    await host.call('participants.leave', {})
    await live.waitFor(() => live.records('participants.person').length === 1)
    expect(isLocked(live)).toBe(false)
  })

  it('and nobody comes for as long as the room says, it ends', async () => {
    const { room, host, live } = await createPair()
    await host.call('participants.leave', {})
    await live.waitFor(isLocked)
    const { sql } = test.kernel.db
    await sql`update rooms set absent_since = now() - interval '14 minutes' where id = ${room}`
    await createRoomsJobs(test.kernel)
      .find(({ name }) => name === 'rooms.end')
      ?.run()
    expect((await test.call('rooms.read', { room })).state).toBe('live')
    await sql`update rooms set absent_since = now() - interval '15 minutes' where id = ${room}`
    await live.waitFor(() => !live.isOpen)
    expect(live.closing?.code).toBe('ROOM_ENDED')
    expect(live.records('rooms.settings')[0]?.value).toMatchObject({ state: 'ended', erasedAt: expect.any(String) })
  })

  it('and nobody else is inside, it waits for its host until it expires', async () => {
    const { room, hostKey, host, person } = await createPair()
    await host.call('participants.leave', {})
    await person.call('participants.leave', {})
    const { sql } = test.kernel.db
    const due = () => sql`select 1 from rooms where id = ${room} and absent_since < now() + interval '1000 years'`
    expect(await due()).toEqual([])
    const later = await test.join(room, { hostKey })
    expect(later.standing).toEqual({ state: 'inside', role: 'host' })
    expect((await test.call('rooms.read', { room })).locked).toBe(false)
  })

  it('and somebody comes back into the empty room, their waiting counts from then', async () => {
    const { room, host, person } = await createPair()
    await host.call('participants.leave', {})
    await person.call('participants.leave', {})
    await test.join(room, { credential: person.credential })
    const [row] = await test.kernel.db.sql`select now() - absent_since < interval '10 seconds' as fresh from rooms where id = ${room}`
    expect(row).toEqual({ fresh: true })
  })
})
