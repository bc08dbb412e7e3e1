import { expect, waitUntil } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { samplePersonId } from '@sanctuary/sdk-core/testing'
import type { SanctuaryChat } from './sanctuary-chat.ts'
import { all, bubbles, fromEnd, id, log, many, message, mount, one, plain, settle } from './testing/mount-chat.ts'

describe('reading the chat', () => {
  /** A line in view, and how far it is from the top of the log. */
  const inView = (chat: SanctuaryChat) => {
    const edge = log(chat).getBoundingClientRect().top
    const line = all(chat, '.msg').find((one) => one.getBoundingClientRect().top > edge) as HTMLElement
    return { top: () => Math.round(line.getBoundingClientRect().top - edge), line }
  }

  it('begins at the end and stays there', async () => {
    const { chat, room } = await mount({ chat: { $messages: many(100) } })
    expect(fromEnd(chat)).to.be.within(-1, 1)
    room.chat.$messages.set([...room.chat.$messages.get(), message(101, 1, 'A '.repeat(400))])
    await settle(chat)
    expect(fromEnd(chat)).to.be.within(-1, 1)
    chat.style.setProperty('height', '20rem')
    await settle(chat)
    expect(fromEnd(chat)).to.be.within(-1, 1)
  })

  it('steals no scroll from somebody who reads further up, and leads down', async () => {
    const { chat, room } = await mount({ chat: { $messages: many(100), $lastRead: 100 } })
    log(chat).scrollTop -= 600
    await settle(chat)
    const { top } = inView(chat)
    const before = top()
    room.chat.$messages.set([...room.chat.$messages.get(), message(101, 1, 'Later')])
    room.chat.$unread.set(1)
    await settle(chat)
    expect(top()).to.be.within(before - 1, before + 1)
    expect(plain(one(chat, '.below').textContent)).to.equal('1 new message')
    expect(all(chat, '.unread').length).to.equal(1)
    expect(room.calls.filter(({ action }) => action === 'chat.markRead')).to.deep.equal([])
    one(chat, '.below > button').click()
    await settle(chat)
    await waitUntil(() => room.calls.some(({ action }) => action === 'chat.markRead'))
    expect(all(chat, '.below').length).to.equal(0)
  })

  it('has read what comes while one sees the end', async () => {
    const { chat, room } = await mount({ chat: { $messages: many(3) } })
    await waitUntil(() => {
      room.chat.$unread.set(room.calls.some(({ action }) => action === 'chat.markRead') ? 0 : 1)
      return room.calls.some(({ action }) => action === 'chat.markRead')
    })
    room.chat.$unread.set(0)
    await settle(chat)
    expect(all(chat, '.below').length).to.equal(0)
  })

  it('opens at what is new', async () => {
    const { chat } = await mount({ chat: { $messages: many(100), $unread: 60, $lastRead: 40 } })
    await waitUntil(() => fromEnd(chat) > 500)
    const mark = one(chat, '.unread').getBoundingClientRect()
    expect(mark.top).to.be.at.least(log(chat).getBoundingClientRect().top)
    expect(mark.top).to.be.below(log(chat).getBoundingClientRect().top + 60)
  })

  it('keeps the place when older messages come', async () => {
    const { chat, room } = await mount({ chat: { $messages: many(50, 51) } })
    room.chat.loadOlder = async () => {
      room.chat.$messages.set([...many(50, 1), ...room.chat.$messages.get()])
      room.chat.$hasOlder.set(false)
    }
    log(chat).scrollTop = 1200
    await settle(chat)
    const { top, line } = inView(chat)
    room.chat.$hasOlder.set(true)
    await settle(chat)
    const before = top()
    one(chat, '.older > button').click()
    await waitUntil(() => all(chat, '.msg').length === 100)
    await settle(chat)
    expect(line.isConnected).to.equal(true)
    expect(top()).to.be.within(before - 1, before + 1)
  })

  it('loads older pages by itself before one gets there, and no more than that', async () => {
    const { chat, room } = await mount({ chat: { $messages: [message(1000, 1, 'Last')] } })
    let pages = 0
    room.chat.loadOlder = async () => {
      pages += 1
      room.chat.$messages.set([...many(10, 1000 - pages * 10), ...room.chat.$messages.get()])
      room.chat.$hasOlder.set(pages < 90)
    }
    room.chat.$hasOlder.set(true)
    await waitUntil(() => log(chat).scrollHeight > log(chat).clientHeight + 600)
    await settle(chat)
    await settle(chat)
    const { length } = all(chat, '.msg')
    expect(pages).to.be.below(20)
    log(chat).scrollTop = 0
    await waitUntil(() => all(chat, '.msg').length > length)
  })

  it('says why older messages do not come, and tries again on a press only', async () => {
    const { chat, room } = await mount()
    let tries = 0
    room.chat.loadOlder = async () => {
      tries += 1
      throw new SanctuaryError('TIMEOUT')
    }
    room.chat.$hasOlder.set(true)
    await waitUntil(() => all(chat, '.banner').length === 1)
    await settle(chat)
    expect(tries).to.equal(1)
    expect(plain(one(chat, '.banner p').textContent)).to.equal(new SanctuaryError('TIMEOUT').message)
    one(chat, '.older > button').click()
    await waitUntil(() => tries === 2)
  })

  it('folds a message that would push the others away', async () => {
    const { chat } = await mount({ chat: { $messages: [message(1, 1, 'line\n'.repeat(200))] } })
    expect(one(chat, '.msg').getBoundingClientRect().height).to.be.below(400)
    one(chat, '.foot > button').click()
    await settle(chat)
    expect(one(chat, '.msg').getBoundingClientRect().height).to.be.above(2000)
  })

  it('folds what hidden people wrote, and shows it on demand', async () => {
    const { chat, room } = await mount({ chat: { $messages: [message(1, 1, 'One'), message(4, 1, 'Four')] } })
    const held = (number: number) => ({
      type: 'chat.message',
      channel: 'room',
      key: id(number),
      seq: number,
      created: number,
      author: samplePersonId(5),
      at: message(number, 5, '').at,
      value: { text: `Hidden ${number}` },
    })
    ;(room.records('chat.message') as unknown as { set(held: unknown): void }).set([held(2), held(3)]) // the fake's store
    room.participants.$hidden.set(new Set([samplePersonId(5)]))
    await settle(chat)
    expect(plain(one(chat, '.veiled').textContent)).to.equal('2 messages of people you hidShow')
    expect(bubbles(chat)).to.deep.equal(['One', 'Four'])
    one(chat, '.veiled button').click()
    await settle(chat)
    expect(bubbles(chat)).to.deep.equal(['One', 'Hidden 2', 'Hidden 3', 'Four'])
  })

  it('draws a message anew only when it changed', async () => {
    const { chat, room } = await mount({ chat: { $messages: many(1000) } })
    const first = one(chat, '.bubble')
    const nodes = [...first.childNodes]
    const changed: MutationRecord[] = []
    const observer = new MutationObserver((records) => changed.push(...records))
    observer.observe(one(chat, '.lines'), { childList: true, subtree: true, characterData: true })
    room.chat.$messages.set([...room.chat.$messages.get(), message(1001, 1, 'One more')])
    await settle(chat)
    observer.disconnect()
    expect([...first.childNodes]).to.deep.equal(nodes)
    expect(changed.flatMap(({ removedNodes }) => [...removedNodes])).to.deep.equal([])
    expect(new Set(changed.map(({ target }) => target))).to.deep.equal(new Set([one(chat, '.lines')]))
  })
})
