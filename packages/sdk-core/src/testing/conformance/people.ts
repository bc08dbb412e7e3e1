import { until } from '../until.ts'
import { claim, expectEqual, expectRefusal } from './world.ts'

/** Coming, going, names, hands. */
export const peopleClaims = [
  claim('who joins is inside and sees themselves and the room', async ({ room, guest }) => {
    const { id, host } = await room({ topic: 'Evening circle' })
    expectEqual(host.$standing.get(), { state: 'inside', role: 'host' }, 'the host’s standing')
    const { room: other } = await guest(id, { alias: 'Quiet Otter' })
    expectEqual(other.$standing.get(), { state: 'inside', role: 'speaker' }, 'the guest’s standing')
    expectEqual(other.$settings.get()?.topic, 'Evening circle', 'the topic')
    expectEqual(other.participants.$me.get()?.alias, 'Quiet Otter', 'the name')
    await until(host.participants.$people, (people) => people.some(({ alias }) => alias === 'Quiet Otter'))
    expectEqual(
      host.participants.$people.get().map(({ id: person }) => person),
      [host.me, other.me],
      'the order of coming',
    )
  }),

  claim('who gives no name gets a free one', async ({ room, guest, visitor }) => {
    const { id } = await room()
    const { room: other } = await guest(id)
    expectEqual((other.participants.$me.get()?.alias.length ?? 0) >= 2, true, 'whether there is a name')
    const { alias } = await visitor().client.suggest(id)
    expectEqual(alias !== other.participants.$me.get()?.alias, true, 'whether the suggestion is free')
  }),

  claim('a new name is seen by everyone, and a taken one is refused', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    await other.participants.rename({ alias: 'Amber Heron' })
    await until(host.participants.$people, (people) => people.some(({ alias }) => alias === 'Amber Heron'))
    await expectRefusal(other.participants.rename({ alias: 'the host' }), 'ALIAS_TAKEN', 'taking the host’s name')
  }),

  claim('who leaves is gone for the others, and can come back as who they were', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other, visitor } = await guest(id)
    await until(host.participants.$people, (people) => people.length === 2)
    await other.leave()
    await until(host.participants.$people, (people) => people.length === 1)
    expectEqual(other.$connection.get().state, 'closed', 'the page that left')
    const again = await visitor.client.join(id)
    expectEqual(again.me, other.me, 'who came back')
  }),

  claim('who leaves to be forgotten is somebody new afterwards', async ({ room, guest }) => {
    const { id } = await room()
    const { room: other, visitor } = await guest(id)
    await other.leave({ forget: true })
    expectEqual(await visitor.client.recall(id), false, 'whether the page can come back')
    const again = await visitor.client.join(id)
    expectEqual(again.me !== other.me, true, 'whether it is somebody new')
  }),

  claim('being away is seen by the others', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    await until(other.$connection, ({ state }) => state === 'live')
    await other.participants.setAway(true)
    await until(host.participants.$people, (people) =>
      people.some(({ id: person, presence }) => person === other.me && presence === 'away'),
    )
  }),

  claim('hands wait in the order of raising; twice keeps the place, and again after lowering waits again', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: first } = await guest(id)
    const { room: second } = await guest(id)
    const queue = () => host.hands.$queue.get().map(({ participant }) => participant)
    await first.hands.raise('A question')
    await second.hands.raise()
    await first.hands.raise('The same question')
    await until(host.hands.$queue, (hands) => hands.some(({ note }) => note === 'The same question'))
    expectEqual(queue(), [first.me, second.me], 'the queue')
    await until(second.hands.$place, (place) => place === 2)
    await first.hands.lower()
    await until(host.hands.$queue, (hands) => hands.length === 1)
    await first.hands.raise()
    await until(host.hands.$queue, (hands) => hands.length === 2)
    expectEqual(queue(), [second.me, first.me], 'the queue after lowering and raising')
    await until(first.hands.$place, (place) => place === 2)
  }),

  claim('only staff lower another’s hand', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: first } = await guest(id)
    const { room: second } = await guest(id)
    await first.hands.raise()
    await expectRefusal(second.hands.lower(first.me), 'FORBIDDEN', 'lowering somebody’s hand')
    await expectRefusal(second.hands.lowerAll(), 'FORBIDDEN', 'lowering all hands')
    await host.hands.lower(first.me)
    await until(second.hands.$queue, (hands) => hands.length === 0)
  }),
]
