import { expect, test, vi } from 'vitest'
import type { Room } from './room.ts'
import { settle } from './testing/fake-clock.ts'
import { createScene } from './testing/scene.ts'

const hour = 3_600_000
const stateOf = (room: Room) => room.$connection.get().state

test('a room is connecting, then live', async () => {
  const { tab, id } = await createScene()
  const room = await tab().client.join(id)
  const states: string[] = []
  room.$connection.subscribe(({ state }) => states.push(state))
  await settle()
  expect(states).toEqual(['connecting', 'live'])
})

test('a lost connection is opened again after a short wait, and the store says when', async () => {
  const { server, clock, host } = await createScene()
  server.faults.dropConnections(host)
  await settle()
  const { state, reason, nextTryAt = 0 } = host.$connection.get()
  expect([state, reason?.code]).toEqual(['reconnecting', 'SERVER_UNREACHABLE'])
  expect(nextTryAt - clock.now()).toBeLessThanOrEqual(500)
  await clock.advance(500)
  expect(stateOf(host)).toBe('live')
})

test('waits grow up to ten seconds and never end', async () => {
  const { server, clock, host } = await createScene()
  server.faults.setReachable(false)
  await settle()
  let longest = 0
  host.$connection.subscribe(({ nextTryAt = 0 }) => {
    longest = Math.max(longest, nextTryAt - clock.now())
  })
  await clock.advance(3 * hour)
  expect(stateOf(host)).toBe('reconnecting')
  expect(longest).toBeGreaterThan(1_000)
  expect(longest).toBeLessThanOrEqual(10_000)
  server.faults.setReachable(true)
  await clock.advance(20_000)
  expect(stateOf(host)).toBe('live')
})

test.each([
  ['the page is shown', 'setHidden', false],
  ['the device finds a network', 'setOnline', true],
] as const)('it is tried at once when %s', async (_, event, value) => {
  const { server, guest } = await createScene()
  const { room, tab } = await guest()
  server.faults.dropConnections(room)
  await settle()
  expect(stateOf(room)).toBe('reconnecting')
  tab.page[event](value)
  await settle()
  expect(stateOf(room)).toBe('live')
})

test('it is tried at once when the person asks', async () => {
  const { server, host } = await createScene()
  server.faults.dropConnections(host)
  await settle()
  host.retryNow()
  await settle()
  expect(stateOf(host)).toBe('live')
})

test('without a network the state is offline', async () => {
  const { server, guest } = await createScene()
  const { room, tab } = await guest()
  tab.page.setOnline(false)
  server.faults.dropConnections(room)
  await settle()
  expect(stateOf(room)).toBe('offline')
  tab.page.setOnline(true)
  await settle()
  expect(stateOf(room)).toBe('live')
})

test('a page that wakes up asks what it missed, though its connection seems alive', async () => {
  const { server, host, guest } = await createScene()
  const { room, tab } = await guest()
  server.faults.trouble.skipFrames = 2
  await host.chat.send('Said while asleep')
  await settle()
  expect(room.chat.$messages.get()).toEqual([])
  tab.page.setHidden(false)
  await settle()
  expect(room.chat.$messages.get().length).toBe(1)
})

test('a slow reader is closed by the server and comes back', async () => {
  const { server, clock, host } = await createScene()
  server.faults.closeConnections(host, 'SLOW_READER')
  await settle()
  expect(stateOf(host)).toBe('reconnecting')
  await clock.advance(500)
  expect(stateOf(host)).toBe('live')
})

test('the wait a busy server asks for is kept', async () => {
  const { server, clock, host } = await createScene()
  server.faults.refuseNext('live', 'BUSY', { retryAfterMs: 5_000 })
  server.faults.dropConnections(host)
  await clock.advance(500)
  await clock.advance(4_400)
  expect(stateOf(host)).toBe('reconnecting')
  await clock.advance(2_000)
  expect(stateOf(host)).toBe('live')
})

test('the token is replaced at seven tenths of its life, over the living connection', async () => {
  const { server, clock, host } = await createScene()
  const refreshes = () => server.calls.filter(({ op }) => op === 'sync.refresh').length
  await clock.advance(419_000)
  expect(refreshes()).toBe(0)
  await clock.advance(2_000)
  expect(refreshes()).toBe(1)
  await clock.advance(hour)
  expect(stateOf(host)).toBe('live')
  server.faults.dropConnections(host)
  await clock.advance(1_000)
  expect(stateOf(host)).toBe('live')
})

test('with an expired token the same person comes back by the credential', async () => {
  const { server, clock, host } = await createScene()
  const { me } = host
  server.faults.expireTokens()
  server.faults.dropConnections(host)
  await clock.advance(500)
  expect(stateOf(host)).toBe('live')
  expect(host.participants.$people.get().map(({ id }) => id)).toEqual([me])
})

test('an expired token does not stop a call by the plain door', async () => {
  const { server, host } = await createScene()
  server.faults.refuseNext('live', 'BUSY', { times: 5 })
  server.faults.expireTokens()
  server.faults.dropConnections(host)
  await settle()
  await expect(host.hands.raise()).resolves.toEqual({})
})

test('who was away so long that the server let go comes in again as the same person', async () => {
  const { server, clock, host, guest } = await createScene()
  const { room } = await guest()
  server.faults.refuseNext('live', 'BUSY', { times: 20 })
  server.faults.dropConnections(room)
  await clock.advance(31_000)
  expect(host.participants.$people.get().length).toBe(1)
  await clock.advance(200_000)
  expect(stateOf(room)).toBe('live')
  expect(host.participants.$people.get().map(({ id }) => id)).toEqual([host.me, room.me])
})

test.each(['CLIENT_TOO_OLD', 'ROOM_ENDED', 'BANNED', 'ORIGIN_NOT_ALLOWED'] as const)(
  '%s at the door is the end, said once',
  async (code) => {
    const { server, clock, host } = await createScene()
    const heard = vi.fn()
    host.on('closed', heard)
    server.faults.refuseNext('live', code)
    server.faults.dropConnections(host)
    await clock.advance(1_000)
    expect(host.$connection.get()).toMatchObject({ state: 'closed', reason: { code } })
    await clock.advance(hour)
    expect(heard.mock.calls).toEqual([[{ reason: expect.objectContaining({ code }) }]])
  },
)

test('a removed person hears the reason, and every later call is refused with it', async () => {
  const { server, guest } = await createScene()
  const { room } = await guest()
  server.faults.remove(room, { reason: 'Not kind' })
  await settle()
  expect(room.$connection.get()).toMatchObject({ state: 'closed', reason: { code: 'REMOVED', details: { reason: 'Not kind' } } })
  expect(room.$standing.get()).toMatchObject({ state: 'removed', reason: 'Not kind' })
  expect(room.participants.$people.get()).toEqual([])
  await expect(room.hands.raise()).rejects.toMatchObject({ code: 'REMOVED' })
  await expect(room.chat.send('Still here')).rejects.toMatchObject({ code: 'REMOVED' })
})

test('a server that takes people in and drops them at once is not run down', async () => {
  const { server, clock, host } = await createScene()
  let opened = 0
  host.$connection.subscribe(({ state }) => {
    if (state !== 'live') return
    opened += 1
    server.faults.closeConnections(host, 'UNAUTHENTICATED')
  })
  await clock.advance(60_000)
  expect(opened).toBeGreaterThan(3)
  expect(opened).toBeLessThan(60)
})

test('closing the client closes its rooms and leaves nothing running', async () => {
  const { server, clock, guest } = await createScene()
  const { room, tab } = await guest()
  tab.client.close()
  expect(stateOf(room)).toBe('closed')
  const before = server.calls.length
  await clock.advance(hour)
  tab.page.setHidden(false)
  await settle()
  expect(server.calls.length - before).toBeLessThanOrEqual(10) // the host's own tokens
  expect(server.calls.slice(before).every(({ op }) => op === 'sync.refresh')).toBe(true)
})

test('a page that is hidden for a minute makes its person away, also on the next connection', async () => {
  const { server, clock, host, guest } = await createScene()
  const { room, tab } = await guest()
  const presence = () => host.participants.$people.get().find(({ id }) => id === room.me)?.presence
  tab.page.setHidden(true)
  await clock.advance(59_000)
  expect(presence()).toBe('here')
  await clock.advance(2_000)
  expect(presence()).toBe('away')
  server.faults.dropConnections(room)
  await clock.advance(1_000)
  expect(stateOf(room)).toBe('live')
  expect(presence()).toBe('away')
  tab.page.setHidden(false)
  await settle()
  expect(presence()).toBe('here')
})
