import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'

let test: TestServer
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())

async function createLobby(): Promise<{ room: string; hostKey: string; host: TestPerson; waiting: TestPerson }> {
  const { room, hostKey } = await test.createRoom({ approval: true })
  const host = await test.join(room.id, { hostKey })
  return { room: room.id, hostKey, host, waiting: await test.join(room.id) }
}

describe('somebody in the lobby', () => {
  it('P24: sees their own standing and nothing of the room', async () => {
    const { room, host, waiting } = await createLobby()
    expect(waiting.standing).toEqual({ state: 'waiting', role: 'speaker' })
    const live = await waiting.connect()
    await host.call('chat.send', { id: crypto.randomUUID(), text: 'Not for the lobby' })
    await host.call('rooms.update', { topic: 'Another topic' })
    const resumed = await live.call('sync.resume', {
      positions: [
        { channel: 'room', epoch: '0', seq: 0 },
        { channel: 'staff', epoch: '0', seq: 0 },
      ],
    })
    expect(resumed.snapshots.map(({ channel }) => channel)).toEqual([`participant:${waiting.participant}`])
    expect(live.channels).toEqual([`participant:${waiting.participant}`])
    expect(live.frames.filter(({ channel }) => !channel.startsWith('participant:'))).toEqual([])
    expect((await test.call('rooms.read', { room })).people).toBe(1)
  })

  it('is seen by staff alone', async () => {
    const { room, host, waiting, hostKey } = await createLobby()
    const moderator = await test.join(room, { hostKey })
    await host.call('hosts.setRole', { participant: moderator.participant, role: 'listener' })
    const [staff, listener] = [await host.connect(), await moderator.connect()]
    expect(staff.records('participants.waiting').map(({ key }) => key)).toEqual([waiting.participant])
    expect(listener.records('participants.waiting')).toEqual([])
    expect(listener.records('participants.person').map(({ key }) => key)).toEqual([host.participant, moderator.participant])
  })

  it('comes in when a host says so, without asking again', async () => {
    const { host, waiting } = await createLobby()
    const live = await waiting.connect()
    await host.call('hosts.admit', { participant: waiting.participant })
    await live.waitFor(() => live.records('participants.person').some(({ key }) => key === waiting.participant))
    expect(live.records('participants.standing')[0]?.value).toMatchObject({ state: 'inside', role: 'speaker' })
    expect(live.records('hosts.notice').map(({ key }) => key)).toContain('admitted')
    expect(await codeOf(live.call('chat.send', { id: crypto.randomUUID(), text: 'Thank you' }))).toBe('ok')
    const staff = await host.connect()
    expect(staff.records('participants.waiting')).toEqual([])
  })

  it('who is turned away hears why, and their credential ends', async () => {
    const { room, host, waiting } = await createLobby()
    const live = await waiting.connect()
    await host.call('hosts.deny', { participant: waiting.participant, reason: 'This circle is full tonight.' })
    await live.waitFor(() => !live.isOpen)
    expect(live.records('participants.standing')[0]?.value).toMatchObject({ state: 'denied', reason: 'This circle is full tonight.' })
    expect(live.closing).toEqual({ code: 'REMOVED', message: 'This circle is full tonight.' })
    expect(await codeOf(waiting.call('sync.refresh', {}))).toBe('REMOVED')
    expect(await codeOf(test.join(room, { credential: waiting.credential }))).toBe('REMOVED')
  })

  it('does not come in by leaving and coming back', async () => {
    const { room, waiting } = await createLobby()
    await waiting.call('participants.leave', {})
    expect((await test.join(room, { credential: waiting.credential })).standing.state).toBe('waiting')
  })

  it('does not get past a lock by leaving and coming back', async () => {
    const { room, host, waiting } = await createLobby()
    await host.call('rooms.lock', { locked: true })
    await waiting.call('participants.leave', {})
    expect(await codeOf(test.join(room, { credential: waiting.credential }))).toBe('ROOM_LOCKED')
  })

  it('goes on waiting after a reload', async () => {
    const { room, host, waiting } = await createLobby()
    const again = await test.join(room, { credential: waiting.credential })
    expect(again).toMatchObject({ participant: waiting.participant, standing: { state: 'waiting' } })
    await host.call('hosts.admit', { participant: waiting.participant })
    expect((await test.join(room, { credential: waiting.credential })).standing.state).toBe('inside')
  })

  it('who was admitted once need not wait again', async () => {
    const { room, host, waiting } = await createLobby()
    await host.call('hosts.admit', { participant: waiting.participant })
    await waiting.call('participants.leave', {})
    expect((await test.join(room, { credential: waiting.credential })).standing.state).toBe('inside')
  })

  it('becomes host with the host key', async () => {
    const { room, hostKey, waiting } = await createLobby()
    expect(await codeOf(waiting.call('hosts.takeBack', { hostKey: 'AAAA-AAAA-AAAA-AAAA-AAAA' }))).toBe('HOST_KEY_WRONG')
    await waiting.call('hosts.takeBack', { hostKey })
    const back = await test.join(room, { credential: waiting.credential })
    expect(back.standing).toEqual({ state: 'inside', role: 'host' })
  })
})

describe('admitting', () => {
  it('needs somebody who waits', async () => {
    const { host, waiting } = await createLobby()
    expect(await codeOf(host.call('hosts.admit', { participant: host.participant }))).toBe('PARTICIPANT_NOT_FOUND')
    await host.call('hosts.admit', { participant: waiting.participant })
    expect(await codeOf(host.call('hosts.admit', { participant: waiting.participant }))).toBe('PARTICIPANT_NOT_FOUND')
    expect(await codeOf(host.call('hosts.deny', { participant: waiting.participant }))).toBe('PARTICIPANT_NOT_FOUND')
    expect(await codeOf(host.call('hosts.admit', { participant: crypto.randomUUID() }))).toBe('PARTICIPANT_NOT_FOUND')
  })

  it('needs somebody of this room', async () => {
    const [one, other] = [await createLobby(), await createLobby()]
    expect(await codeOf(one.host.call('hosts.admit', { participant: other.waiting.participant }))).toBe('PARTICIPANT_NOT_FOUND')
  })
})

it('somebody in the lobby of a room that ends is told that it has ended', async () => {
  const { host, waiting } = await createLobby()
  const live = await waiting.connect()
  await host.call('rooms.end', {})
  await live.waitFor(() => !live.isOpen)
  expect(live.closing?.code).toBe('ROOM_ENDED')
})
