import { until } from '../until.ts'
import { claim, expectEqual, expectRefusal } from './world.ts'

/** Who gets in: locks, capacity, rules, the lobby, the end. */
export const doorClaims = [
  claim('a locked room refuses newcomers and lets people come back', async ({ room, guest, visitor }) => {
    const { id, host } = await room()
    const inside = await guest(id)
    await host.settings.lock(true)
    await until(inside.room.$settings, (settings) => settings?.locked === true)
    await expectRefusal(visitor().client.join(id), 'ROOM_LOCKED', 'joining a locked room')
    await inside.room.leave()
    expectEqual((await inside.visitor.client.join(id)).me, inside.room.me, 'who came back')
    await host.settings.lock(false)
    await guest(id)
  }),

  claim('a full room refuses the next one, exactly', async ({ room, visitor }) => {
    const { id } = await room({ capacity: 3 })
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => visitor().client.join(id)))
    const codes = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'inside' : outcome.reason.code)).sort()
    expectEqual(codes, ['ROOM_FULL', 'ROOM_FULL', 'ROOM_FULL', 'inside', 'inside'], 'five who want two places')
  }),

  claim('ground rules have to be accepted', async ({ room, visitor }) => {
    const { id } = await room({ rules: ['What is said here stays here.'] })
    const { rulesVersion } = await visitor().client.rooms.read(id)
    await expectRefusal(visitor().client.join(id), 'RULES_NOT_ACCEPTED', 'joining without')
    await visitor().client.join(id, { rules: rulesVersion })
  }),

  claim('a wrong host key opens nothing', async ({ room, visitor }) => {
    const { id } = await room()
    await expectRefusal(visitor().client.join(id, { hostKey: 'AAAA-AAAA-AAAA-AAAA-AAAA' }), 'HOST_KEY_WRONG', 'joining with it')
  }),

  claim('a room that does not exist says so', async ({ visitor }) => {
    const { client } = visitor()
    await expectRefusal(client.rooms.read('nosuchroom000000'), 'ROOM_NOT_FOUND', 'looking at it')
    await expectRefusal(client.join('nosuchroom000000'), 'ROOM_NOT_FOUND', 'joining it')
  }),

  claim('in a room with approval people wait, see nothing, and are let in or turned away', async ({ room, guest }) => {
    const { id, host } = await room({ approval: true })
    await host.chat.send('Before')
    const first = await guest(id, { alias: 'First One' })
    const second = await guest(id, { alias: 'Second One' })
    expectEqual(first.room.$standing.get().state, 'waiting', 'the standing of who waits')
    expectEqual([first.room.participants.$people.get(), first.room.chat.$messages.get()], [[], []], 'what they see')
    await expectRefusal(first.room.call('hands.raise', {}), 'FORBIDDEN', 'raising a hand in the lobby')
    await until(host.participants.$waiting, (waiting) => waiting.length === 2)
    expectEqual(
      host.participants.$waiting.get().map(({ alias }) => alias),
      ['First One', 'Second One'],
      'who waits',
    )

    await host.hosts.admit({ participant: first.room.me })
    await until(first.room.$standing, ({ state }) => state === 'inside')
    await until(first.room.chat.$messages, (messages) => messages.length === 1)
    expectEqual(first.room.chat.$unread.get(), 0, 'what is unread for who was let in')
    await until(host.participants.$waiting, (waiting) => waiting.length === 1)

    await host.hosts.deny({ participant: second.room.me })
    const { reason } = await until(second.room.$connection, ({ state }) => state === 'closed')
    expectEqual(reason?.code, 'REMOVED', 'why the other one is out')
  }),

  claim('the end of a room is the end for everyone', async ({ room, guest, visitor }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    await until(other.$connection, ({ state }) => state === 'live')
    await host.settings.end()
    for (const each of [host, other]) {
      const { reason } = await until(each.$connection, ({ state }) => state === 'closed')
      expectEqual(reason?.code, 'ROOM_ENDED', 'the reason')
      expectEqual(each.$settings.get()?.state, 'ended', 'the state of the room')
    }
    await expectRefusal(other.chat.send('Too late'), 'ROOM_ENDED', 'sending afterwards')
    await expectRefusal(visitor().client.join(id), 'ROOM_ENDED', 'joining afterwards')
  }),
]
