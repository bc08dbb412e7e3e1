import { randomId } from '../../random-id.ts'
import type { Room } from '../../room.ts'
import { until } from '../until.ts'
import { claim, expectEqual } from './world.ts'

const texts = (room: Room) => room.chat.$messages.get().map(({ text }) => text)
const count = (room: Room, number: number) => until(room.chat.$messages, (messages) => messages.length >= number)
const live = (room: Room) => until(room.$connection, ({ state }) => state === 'live')

/** Messages: stored, ordered, once, caught up with. */
export const talkingClaims = [
  claim('a message that was acknowledged is seen by its author and by everyone', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    const { seq } = await host.chat.send('Hello')
    for (const each of [host, other]) {
      const [message] = await count(each, 1)
      expectEqual([message?.text, message?.seq, message?.author, message?.mine], ['Hello', seq, host.me, each === host], 'the message')
    }
    expectEqual(host.chat.$outbox.get(), [], 'the outbox')
  }),

  claim('everyone sees the same order, and each person’s own order is kept', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    const said = [host, other].flatMap((each, who) => Array.from({ length: 12 }, (_, number) => ({ each, text: `${who}-${number}` })))
    await Promise.all(said.map(({ each, text }) => each.chat.send(text)))
    await Promise.all([count(host, 24), count(other, 24)])
    expectEqual(texts(other), texts(host), 'the two lists')
    for (const who of ['0', '1']) {
      const own = texts(host).filter((text) => text.startsWith(who))
      expectEqual(
        own,
        said.map(({ text }) => text).filter((text) => text.startsWith(who)),
        `the words of person ${who}`,
      )
    }
  }),

  claim('the same message sent twice is one message with one number', async ({ room }) => {
    const { host } = await room()
    const message = { id: randomId(), text: 'Once' }
    const first = await host.call('chat.send', message)
    const second = await host.call('chat.send', message)
    expectEqual(second.seq, first.seq, 'the number')
    await host.chat.send('Afterwards')
    await until(host.chat.$messages, (messages) => messages.some(({ text }) => text === 'Afterwards'))
    expectEqual(texts(host), ['Once', 'Afterwards'], 'the messages')
  }),

  claim('a latecomer sees what was said before', async ({ room, guest }) => {
    const { id, host } = await room()
    await host.chat.send('Early')
    const { room: late } = await guest(id)
    expectEqual(texts(late), ['Early'], 'what the latecomer sees at once')
    expectEqual(late.chat.$unread.get(), 0, 'what is unread for somebody new')
  }),

  claim('a latecomer pages back to the first message', async ({ room, guest }) => {
    const { id, host } = await room()
    const guests = await Promise.all([guest(id), guest(id)])
    const everyone = [host, ...guests.map((each) => each.room)]
    await Promise.all(
      everyone.map(async (each) => {
        for (let number = 0; number < 20; number += 1) await each.chat.send(`${number}`)
      }),
    )
    const { room: late } = await guest(id)
    expectEqual(late.chat.$hasOlder.get(), true, 'whether there is more')
    const shown = texts(late)
    while (late.chat.$hasOlder.get()) await late.chat.loadOlder()
    await count(host, 60)
    expectEqual(texts(late), texts(host), 'everything')
    expectEqual(texts(late).slice(-shown.length), shown, 'what was shown before')
  }),

  claim('who was cut off gets everything that was said meanwhile, once and in order', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other, visitor } = await guest(id)
    await live(other)
    await host.chat.send('Before')
    await count(other, 1)
    visitor.cut()
    await until(other.$connection, ({ state }) => state !== 'live')
    for (let number = 0; number < 30; number += 1) await host.chat.send(`Meanwhile ${number}`)
    await live(other)
    await host.chat.send('After')
    await until(other.chat.$messages, (messages) => messages.some(({ text }) => text === 'After'))
    await until(host.chat.$messages, (messages) => messages.some(({ text }) => text === 'After'))
    expectEqual(texts(other), texts(host), 'the list of who was cut off')
  }),

  claim('words written while cut off arrive once', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other, visitor } = await guest(id)
    await live(other)
    visitor.cut()
    await Promise.all(['One', 'Two', 'Three'].map((text) => other.chat.send(text)))
    await count(host, 3)
    expectEqual(texts(host), ['One', 'Two', 'Three'], 'what the others see')
  }),

  claim('writing is shown to others, and not to oneself', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    await Promise.all([live(host), live(other)])
    const seen = until(host.chat.$typing, (people) => people.includes(other.me))
    other.chat.setTyping(true)
    await seen
    expectEqual(other.chat.$typing.get(), [], 'what the writer sees')
    other.chat.setTyping(false)
    await until(host.chat.$typing, (people) => people.length === 0)
  }),
]
