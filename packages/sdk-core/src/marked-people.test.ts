import { describe, expect, test } from 'vitest'
import type { Room } from './room.ts'
import { createScene } from './testing/scene.ts'

const marks = {
  'muted for this page': {
    mark: (room: Room, person: Room['me'], marked: boolean) => room.audio.muteForMe(person, marked),
    read: (room: Room) => [...room.audio.$mutedForMe.get()],
  },
  'hidden from this page': {
    mark: (room: Room, person: Room['me'], marked: boolean) => room.participants.hide(person, marked),
    read: (room: Room) => [...room.participants.$hidden.get()],
  },
}

describe.each(Object.entries(marks))('somebody %s', (_, { mark, read }) => {
  test('stays so through a reload, until they are not', async () => {
    const scene = await createScene()
    const { room, tab } = await scene.guest()
    mark(room, scene.host.me, true)
    mark(room, scene.host.me, true)
    expect(read(room)).toEqual([scene.host.me])
    tab.client.close()
    const again = await scene.tab({ storage: tab.storage }).join()
    expect(read(again)).toEqual([scene.host.me])
    mark(again, scene.host.me, false)
    again.close()
    expect(read(await scene.tab({ storage: tab.storage }).join())).toEqual([])
  })

  test.each<[string, (room: Room) => Promise<void> | void]>([
    ['leave', (room) => room.leave({ forget: true })],
    ['quick exit', (room) => room.quickExit()],
  ])('is forgotten with the person themselves (%s)', async (_way, go) => {
    const scene = await createScene()
    const { room, tab } = await scene.guest()
    mark(room, scene.host.me, true)
    await go(room)
    mark(room, scene.host.me, true)
    expect(tab.storage.keys()).toEqual([])
    expect(read(await tab.join())).toEqual([])
  })
})

test('nobody is told who is muted or hidden', async () => {
  const scene = await createScene()
  const { room } = await scene.guest()
  const before = scene.server.calls.length
  for (const { mark } of Object.values(marks)) mark(room, scene.host.me, true)
  expect(scene.server.calls.length).toBe(before)
})
