import { SanctuaryError } from '@sanctuary/protocol'
import { expect, test } from 'vitest'
import type { Room } from '../room.ts'
import { createFakeRoom } from './fake-room.ts'
import { sampleMe, samplePersonId } from './sample-room.ts'

test('a fake room is a room', () => {
  const room: Room = createFakeRoom()
  expect(room.participants.$me.get()?.id).toBe(room.me)
  expect(
    room.chat.$messages
      .get()
      .filter(({ mine }) => mine)
      .every(({ author }) => author === sampleMe),
  ).toBe(true)
  expect(room.hands.$queue.get().map(({ participant }) => participant)).toEqual(
    room.participants.$people
      .get()
      .filter(({ hand }) => hand)
      .sort((one, other) => (one.hand ?? 0) - (other.hand ?? 0))
      .map(({ id }) => id),
  )
})

test('its stores can be set, and those that follow do', () => {
  const room = createFakeRoom()
  room.$connection.set({ state: 'offline' })
  expect(room.$connection.get().state).toBe('offline')
  room.hands.$queue.set([{ participant: sampleMe, since: '2026-01-01T18:00:00Z' }])
  expect(room.hands.$place.get()).toBe(1)
})

test('its actions are noted, answered and refused as told', async () => {
  const room = createFakeRoom()
  room.refuseNext('chat.send', new SanctuaryError('MUTED_BY_HOST'))
  await expect(room.chat.send('One')).rejects.toMatchObject({ code: 'MUTED_BY_HOST' })
  await expect(room.chat.send('Two')).resolves.toEqual({ seq: 6 })
  expect(room.calls).toEqual([
    { action: 'chat.send', given: ['One'] },
    { action: 'chat.send', given: ['Two'] },
  ])
})

test('it starts with what it is given', async () => {
  const room = createFakeRoom({
    $settings: undefined,
    modules: ['chat'],
    chat: { $messages: [], send: async () => ({ seq: 99 }) },
    participants: { $me: undefined },
  })
  expect([room.$settings.get(), room.chat.$messages.get(), room.participants.$me.get()]).toEqual([undefined, [], undefined])
  expect([room.has('chat'), room.has('audio')]).toEqual([true, false])
  expect(await room.chat.send('x')).toEqual({ seq: 99 })
  expect(room.participants.$people.get()[0]?.id).toBe(samplePersonId(1))
})
