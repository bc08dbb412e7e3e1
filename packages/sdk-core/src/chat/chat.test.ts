import { describe, expect, test } from 'vitest'
import { settle } from '../testing/fake-clock.ts'
import { createScene, textsOf } from '../testing/scene.ts'

describe('writing', () => {
  const typingCalls = async () => {
    const scene = await createScene()
    const { room } = await scene.guest()
    const heard: boolean[] = []
    scene.host.on('signal', ({ value }) => heard.push((value as { on: boolean }).on))
    return { ...scene, room, heard }
  }

  test('is said at once, again every three seconds, and taken back', async () => {
    const { clock, room, heard } = await typingCalls()
    for (let second = 0; second < 7; second += 1) {
      room.chat.setTyping(true) // each keystroke
      await clock.advance(1_000)
    }
    expect(heard).toEqual([true, true, true])
    room.chat.setTyping(false)
    await settle()
    expect(heard).toEqual([true, true, true, false])
  })

  test('ends by itself some seconds after the last keystroke', async () => {
    const { clock, room, heard } = await typingCalls()
    room.chat.setTyping(true)
    await clock.advance(30_000)
    expect(heard).toEqual([true, true, false])
  })

  test('ends with sending', async () => {
    const { host, room, heard } = await typingCalls()
    room.chat.setTyping(true)
    await room.chat.send('Done')
    await settle()
    expect(heard).toEqual([true, false])
    expect(host.chat.$typing.get()).toEqual([])
  })

  test('of others is forgotten six seconds after it was last said', async () => {
    const { clock, host, room, server } = await typingCalls()
    room.chat.setTyping(true)
    await settle()
    expect(host.chat.$typing.get()).toEqual([room.me])
    server.faults.dropConnections(room) // nothing more is heard of it
    room.chat.setTyping(false)
    await clock.advance(5_900)
    expect(host.chat.$typing.get()).toEqual([room.me])
    await clock.advance(200)
    expect(host.chat.$typing.get()).toEqual([])
  })

  test('in one’s own other tab is not shown', async () => {
    const { tab } = await createScene()
    const first = tab()
    const one = await first.join()
    const two = await tab({ storage: first.storage }).join()
    one.chat.setTyping(true)
    await settle()
    expect(two.chat.$typing.get()).toEqual([])
  })
})

describe('unread messages', () => {
  test('are those of others after the last read one', async () => {
    const { host, guest } = await createScene()
    await host.chat.send('Before')
    const { room } = await guest()
    expect(room.chat.$unread.get()).toBe(0)
    await host.chat.send('One')
    await room.chat.send('My own')
    await host.chat.send('Two')
    await settle()
    expect(room.chat.$unread.get()).toBe(2)
    room.chat.markRead()
    expect(room.chat.$unread.get()).toBe(0)
    expect(room.chat.$lastRead.get()).toBe(room.chat.$messages.get().at(-1)?.created)
  })

  test('are still unread after a reload', async () => {
    const { host, guest, tab } = await createScene()
    const { room, tab: before } = await guest()
    await host.chat.send('Before the reload')
    await settle()
    before.client.close()
    await host.chat.send('During it')
    const after = await tab({ storage: before.storage }).join()
    expect(after.chat.$unread.get()).toBe(2)
    expect(room.me).toBe(after.me)
  })

  test.each(['reconnects', 'reloads'])('are counted afresh when the numbers went back before the page %s', async (what) => {
    const { server, clock, host, guest, tab } = await createScene()
    const { room, tab: before } = await guest()
    for (let number = 0; number < 20; number += 1) await host.chat.send(`${number}`)
    await settle()
    room.chat.markRead()
    if (what === 'reloads') before.client.close()
    server.faults.loseNewest(host.id, 'room', what === 'reloads' ? 21 : 20) // closing was written down too
    server.faults.dropConnections()
    await clock.advance(1_000)
    await host.chat.send('New')
    await settle()
    const now = what === 'reloads' ? await tab({ storage: before.storage }).join() : room
    expect(textsOf(now)).toEqual(['New'])
    expect(now.chat.$unread.get()).toBe(1)
  })
})

test('what was read before a new start stays read, and what came since is unread', async () => {
  const { server, clock, host, guest } = await createScene()
  const { room } = await guest()
  await host.chat.send('Read')
  await settle()
  room.chat.markRead()
  await host.chat.send('Unread')
  server.faults.renewEpoch(host.id, 'room')
  server.faults.dropConnections(room)
  await clock.advance(1_000)
  expect([textsOf(room), room.chat.$unread.get()]).toEqual([['Read', 'Unread'], 1])
})

describe('hidden people', () => {
  test('are not read, counted or seen writing here, and nobody is told', async () => {
    const { server, host, guest } = await createScene()
    const { room } = await guest()
    await host.chat.send('Before')
    await settle()
    const calls = server.calls.length
    room.participants.hide(host.me, true)
    expect(textsOf(room)).toEqual([])
    host.chat.setTyping(true)
    await host.chat.send('While hidden')
    await settle()
    expect([textsOf(room), room.chat.$unread.get(), room.chat.$typing.get()]).toEqual([[], 0, []])
    expect(server.calls.slice(calls).map(({ op }) => op)).toEqual(['chat.send'])
    room.participants.hide(host.me, false)
    expect(textsOf(room)).toEqual(['Before', 'While hidden'])
  })

  test('stay hidden after a reload', async () => {
    const { host, guest, tab } = await createScene()
    const { room, tab: before } = await guest()
    room.participants.hide(host.me, true)
    before.client.close()
    const after = await tab({ storage: before.storage }).join()
    expect([...after.participants.$hidden.get()]).toEqual([host.me])
  })
})

describe('older messages', () => {
  async function startLong() {
    const scene = await createScene()
    for (let number = 0; number < 120; number += 1) await scene.host.chat.send(`${number}`)
    return { ...scene, ...(await scene.guest()) }
  }

  test('come page by page, without a gap or a double, until there are none', async () => {
    const { room } = await startLong()
    expect([room.chat.$messages.get().length, room.chat.$hasOlder.get()]).toEqual([50, true])
    await room.chat.loadOlder()
    expect([room.chat.$messages.get().length, room.chat.$hasOlder.get()]).toEqual([100, true])
    await room.chat.loadOlder()
    expect(textsOf(room)).toEqual(Array.from({ length: 120 }, (_, number) => `${number}`))
    expect(room.chat.$hasOlder.get()).toBe(false)
  })

  test('are asked for once however often one scrolls', async () => {
    const { server, room } = await startLong()
    await Promise.all([room.chat.loadOlder(), room.chat.loadOlder()])
    expect(server.calls.filter(({ op }) => op === 'sync.history').length).toBe(1)
  })

  test('that cannot be loaded leave everything as it was, to be tried again', async () => {
    const { server, room } = await startLong()
    server.faults.refuseNext('sync.history', 'BUSY')
    await expect(room.chat.loadOlder()).rejects.toMatchObject({ code: 'BUSY' })
    expect([room.chat.$messages.get().length, room.chat.$hasOlder.get()]).toEqual([50, true])
    await room.chat.loadOlder()
    expect(room.chat.$messages.get().length).toBe(100)
  })

  test('that are there already stay when the page reconnects', async () => {
    const { server, clock, room } = await startLong()
    await room.chat.loadOlder()
    server.faults.dropConnections(room)
    await clock.advance(1_000)
    expect(room.chat.$messages.get().length).toBe(100)
  })
})
