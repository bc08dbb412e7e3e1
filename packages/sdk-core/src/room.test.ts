import { expect, test, vi } from 'vitest'
import { settle } from './testing/fake-clock.ts'
import { createScene, textsOf } from './testing/scene.ts'
import { createFakeServer } from './testing/server/create-fake-server.ts'
import { until } from './testing/until.ts'

test('a lost frame is noticed by the next one, and nothing is missing', async () => {
  const { server, host, guest } = await createScene()
  const { room } = await guest()
  server.faults.trouble.skipFrames = 1 // one of the two pages
  await host.chat.send('One')
  await host.chat.send('Two')
  await settle()
  expect(textsOf(room)).toEqual(['One', 'Two'])
  expect(textsOf(host)).toEqual(['One', 'Two'])
})

test('frames that come twice show nothing twice', async () => {
  const { server, host, guest } = await createScene()
  const { room } = await guest()
  server.faults.trouble.doubleFrames = 20
  for (const text of ['One', 'Two', 'Three']) await host.chat.send(text)
  await settle()
  expect(textsOf(room)).toEqual(['One', 'Two', 'Three'])
})

test('who was away for long catches up page by page', async () => {
  const { server, clock, host, guest } = await createScene()
  const { room } = await guest()
  server.faults.dropConnections(room)
  server.faults.refuseNext('live', 'BUSY', { times: 3 })
  for (let number = 0; number < 55; number += 1) await host.chat.send(`${number}`)
  await clock.advance(60_000)
  expect(textsOf(room)).toEqual(textsOf(host))
  expect(textsOf(room).length).toBe(55)
  expect(server.calls.filter(({ op }) => op === 'sync.resume').length).toBeGreaterThan(3)
})

test.each(['renewEpoch', 'raiseFloor'] as const)('when positions become useless (%s) the page starts anew and says so', async (fault) => {
  const { server, clock, host, guest } = await createScene()
  const { room } = await guest()
  await host.chat.send('Before')
  await settle()
  const heard = vi.fn()
  room.on('discontinuity', heard)
  server.faults.dropConnections(room)
  await host.chat.send('Meanwhile')
  server.faults[fault](host.id, 'room')
  await clock.advance(20_000)
  await host.chat.send('After')
  await settle()
  expect(textsOf(room)).toEqual(['Before', 'Meanwhile', 'After'])
  expect(heard.mock.calls).toEqual([[{ channel: 'room' }]])
})

test('an epoch that changes under a living connection is noticed with the next frame', async () => {
  const { server, host, guest } = await createScene()
  const { room } = await guest()
  const heard = vi.fn()
  room.on('discontinuity', heard)
  server.faults.renewEpoch(host.id, 'room')
  await host.chat.send('After')
  await settle()
  expect(textsOf(room)).toEqual(['After'])
  expect(heard).toHaveBeenCalledTimes(1)
})

test('an answer that got lost does not make the thing happen twice', async () => {
  const { server, clock, host, guest } = await createScene()
  const { room } = await guest()
  server.faults.loseNextAnswer('hosts.mute')
  await host.hosts.mute({ participant: room.me })
  await clock.advance(1_000)
  expect(host.hosts.$acts.get().filter(({ act }) => act === 'mute').length).toBe(1)
})

test('calls work without a live connection, and stores follow when it is back', async () => {
  const { server, clock, host, guest } = await createScene()
  const { room } = await guest()
  server.faults.refuseNext('live', 'BUSY', { times: 2 })
  server.faults.dropConnections(room)
  await settle()
  expect(room.$connection.get().state).toBe('reconnecting')
  await room.hands.raise('By the other door')
  expect(room.hands.$place.get()).toBe(undefined) // state changes by frames only
  expect(host.hands.$queue.get().map(({ note }) => note)).toEqual(['By the other door'])
  await clock.advance(30_000)
  expect(room.hands.$place.get()).toBe(1)
})

test('calls that no door takes are refused with the reason', async () => {
  const { server, host } = await createScene()
  server.faults.setReachable(false)
  await settle()
  await expect(host.hands.raise()).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' })
})

test('an absent module is said to be absent, and its calls are refused', async () => {
  const server = createFakeServer({ modules: ['sync', 'rooms', 'participants', 'chat'] })
  const client = server.createClient()
  const { room: preview } = await client.rooms.create({ topic: 'No hands' })
  const room = await client.join(preview.id)
  expect([room.has('chat'), room.has('hands')]).toEqual([true, false])
  await expect(room.hands.raise()).rejects.toMatchObject({ code: 'MODULE_NOT_MOUNTED' })
  client.close()
})

test('an action of the wrong role is refused and changes nothing', async () => {
  const { host, guest } = await createScene()
  const { room } = await guest()
  await expect(room.settings.update({ topic: 'Mine now' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await settle()
  expect(host.$settings.get()?.topic).toBe('A scene')
})

test('someone unchanged is the same object in $people', async () => {
  const { host, guest } = await createScene()
  const { room } = await guest()
  const before = host.participants.$me.get()
  await room.participants.rename({ alias: 'Amber Heron' })
  await until(host.participants.$people, (people) => people.some(({ alias }) => alias === 'Amber Heron'))
  expect(host.participants.$me.get()).toBe(before)
})

test('a listener that is taken off hears nothing more', async () => {
  const { server, host } = await createScene()
  const heard = vi.fn()
  const off = host.on('closed', heard)
  off()
  server.faults.endRoom(host.id)
  await settle()
  expect(host.$connection.get().state).toBe('closed')
  expect(heard).not.toHaveBeenCalled()
})

test('the server’s clock is known however wrong the device’s is', async () => {
  const { server, tab } = await createScene()
  const day = 86_400_000
  const wrong = { now: () => server.clock.now() + day, after: server.clock.after }
  const room = await tab({ clock: wrong }).join()
  expect(room.$now()).toBe(server.clock.now())
})

test('a page’s own mistake in a subscription stops nothing else', async () => {
  const { server, clock, host, guest } = await createScene()
  const { room } = await guest()
  const mistake = new Error('a mistake of the page')
  const uncaught = vi.fn()
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', uncaught)
  try {
    const fail = () => {
      throw mistake
    }
    room.chat.$messages.listen(fail)
    room.chat.$outbox.listen(fail)
    room.$connection.listen(fail)
    room.on('signal', fail)
    const heard = vi.fn()
    room.on('signal', heard)
    await room.chat.send('Sent all the same')
    host.chat.setTyping(true)
    await settle()
    expect(heard).toHaveBeenCalledTimes(1)
    server.faults.dropConnections(room)
    await host.chat.send('Seen all the same')
    await clock.advance(10_000)
    expect(room.$connection.get().state).toBe('live')
    expect(textsOf(room)).toEqual(['Sent all the same', 'Seen all the same'])
    expect(uncaught.mock.calls.length).toBeGreaterThan(3)
    expect(uncaught.mock.calls.every(([error]) => error === mistake)).toBe(true)
  } finally {
    process.removeAllListeners('uncaughtException')
    for (const other of others) process.on('uncaughtException', other)
  }
})
