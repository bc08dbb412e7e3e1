import { expect } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { type FakeRoomOverrides, sampleMessages, samplePersonId } from '@sanctuary/sdk-core/testing'
import { expectAccessible } from '../testing/accessibility.ts'
import { all, composer, id, log, many, message, mount, one, plain, press, said, settle, write } from './testing/mount-chat.ts'

describe('the chat, for people who do not see it', () => {
  it('reads a new message of somebody else exactly once, and none that was there', async () => {
    const { chat, room } = await mount()
    expect(said(chat)).to.deep.equal([])
    room.chat.$messages.set([...sampleMessages, message(6, 1, 'Hello')])
    await settle(chat)
    room.chat.$messages.set([...room.chat.$messages.get(), message(7, 3, 'My own')])
    await settle(chat)
    expect(said(chat)).to.deep.equal(['Quiet Otter: Hello'])
    expect(log(chat).getAttribute('aria-live')).to.equal('off')
  })

  it('counts many that come at once', async () => {
    const { chat, room } = await mount({ chat: { $messages: [] } })
    room.chat.$messages.set(many(12))
    await settle(chat)
    expect(said(chat)).to.deep.equal(['12 new messages'])
  })

  it('is silent about older pages', async () => {
    const { chat, room } = await mount({ chat: { $messages: many(3, 20) } })
    room.chat.$messages.set([...many(10), ...room.chat.$messages.get()])
    await settle(chat)
    expect(said(chat)).to.deep.equal([])
  })

  it('arrows walk the messages from the newest, stop at both ends, and Esc leads back to writing', async () => {
    const { chat } = await mount()
    const messages = all(chat, '.msg')
    const focused = () => messages.indexOf(chat.shadowRoot?.activeElement as HTMLElement)
    expect(messages.map(({ tabIndex }) => tabIndex)).to.deep.equal([-1, -1, -1, -1, 0])
    messages[4]?.focus()
    press(messages[4] as HTMLElement, 'ArrowUp')
    expect(focused()).to.equal(3)
    press(messages[3] as HTMLElement, 'Home')
    expect(focused()).to.equal(0)
    press(messages[0] as HTMLElement, 'ArrowUp')
    expect(focused()).to.equal(0)
    press(messages[0] as HTMLElement, 'End')
    press(messages[4] as HTMLElement, 'ArrowDown')
    expect(chat.shadowRoot?.activeElement === composer(chat)).to.equal(true)
    messages[2]?.focus()
    press(messages[2] as HTMLElement, 'Escape')
    expect(chat.shadowRoot?.activeElement === composer(chat)).to.equal(true)
  })

  it('says who writes', async () => {
    const { chat, room } = await mount({ chat: { $typing: [samplePersonId(1)] } })
    expect(plain(one(chat, '.typing').textContent)).to.equal('Quiet Otter is writing')
    room.chat.$typing.set([samplePersonId(1), samplePersonId(2)])
    await settle(chat)
    expect(plain(one(chat, '.typing').textContent)).to.equal('Quiet Otter and Amber Heron are writing')
    room.chat.$typing.set([samplePersonId(1), samplePersonId(2), samplePersonId(4)])
    await settle(chat)
    expect(plain(one(chat, '.typing').textContent)).to.equal('3 people are writing')
  })

  const states: [name: string, overrides: FakeRoomOverrides][] = [
    [
      'a conversation',
      { chat: { $typing: [samplePersonId(1)], $messages: [...sampleMessages, message(6, 1, 'See https://example.org/a')] } },
    ],
    ['nothing yet', { chat: { $messages: [] } }],
    ['new messages', { chat: { $messages: many(24), $unread: 14, $lastRead: 10 } }],
    [
      'messages on their way and refused',
      {
        chat: {
          $hasOlder: true,
          $outbox: [
            { id: id(8), text: 'Going', state: 'sending', at: '2026-01-01T18:30:00Z' },
            { id: id(9), text: 'Refused', state: 'failed', reason: new SanctuaryError('RATE_LIMITED'), at: '2026-01-01T18:30:00Z' },
          ],
        },
      },
    ],
    ['hidden people', { participants: { $hidden: new Set([samplePersonId(5)]) } }],
    ['a closed room', { $connection: { state: 'closed' } }],
    ['no chat', { modules: [] }],
  ]
  for (const [name, overrides] of states) {
    it(`is accessible in every theme and direction: ${name}`, async () => {
      const { chat } = await mount(overrides)
      await expectAccessible(chat)
      await write(chat, 'a'.repeat(4001)).catch(() => {}) // where there is a field
      await expectAccessible(chat)
    })
  }
})
