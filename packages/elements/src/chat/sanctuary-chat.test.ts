import { expect, fixture, html } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { sampleMessages, samplePersonId } from '@sanctuary/sdk-core/testing'
import type { SanctuaryChat } from './sanctuary-chat.ts'
import { all, bubbles, composer, field, id, message, mount, one, plain, press, said, settle, write } from './testing/mount-chat.ts'

describe('sanctuary-chat', () => {
  it('shows what was said in order, with name and time at the first of several in a minute', async () => {
    const at = '2026-01-01T18:01:00Z'
    const { chat } = await mount({
      chat: {
        $messages: [message(1, 1, 'One', { at }), message(2, 1, 'Two', { at }), message(3, 4, 'Three', { at }), message(4, 3, 'Four')],
      },
    })
    expect(bubbles(chat)).to.deep.equal(['One', 'Two', 'Three', 'Four'])
    expect(all(chat, '.meta bdi').map((name) => name.textContent)).to.deep.equal(['Quiet Otter', 'Mossy Lantern'])
    expect(all(chat, '.msg.mine').length).to.equal(1)
    const second = all(chat, '.msg')[1] as HTMLElement
    expect(plain(one(chat, `#who-${id(2)}`).textContent)).to.match(/^Quiet Otter, .+:$/)
    expect(second.getAttribute('aria-labelledby')).to.equal(`who-${id(2)} says-${id(2)}`)
  })

  it('says so while nobody has written', async () => {
    const { chat } = await mount({ chat: { $messages: [] } })
    expect(plain(one(chat, '.empty').textContent)).to.contain('No messages yet.')
    expect(plain(one(chat, '.sys').textContent)).to.equal('Messages are erased 2 hours after the end.')
  })

  it('draws nothing of the room for somebody who is not inside', async () => {
    const { chat } = await mount({ participants: { $me: undefined } })
    expect(all(chat, '.log, message-composer')).to.deep.equal([])
  })

  it('says that a server has no chat', async () => {
    const { chat } = await mount({ modules: ['rooms'] })
    expect(plain(one(chat, '.empty').textContent)).to.equal('This server has no chat.')
  })

  it('keeps the name of somebody who has left, and draws strangers apart', async () => {
    const { chat, room } = await mount({ chat: { $messages: [message(1, 4, 'Bye'), message(2, 90, 'Before you came')] } })
    room.participants.$people.set(room.participants.$people.get().filter((person) => person.id !== samplePersonId(4)))
    await settle(chat)
    expect(all(chat, '.meta bdi').map((name) => name.textContent)).to.deep.equal(['Mossy Lantern', 'Somebody who left'])
  })

  describe('sending', () => {
    it('Enter sends, Shift+Enter and an Enter that confirms composed text do not', async () => {
      const { chat, room } = await mount()
      await write(chat, 'Hello')
      press(field(chat), 'Enter', { shiftKey: true })
      press(field(chat), 'Enter', { isComposing: true })
      press(field(chat), 'Enter', { keyCode: 229 })
      expect(room.calls.filter(({ action }) => action === 'chat.send')).to.deep.equal([])
      press(field(chat), 'Enter')
      expect(room.calls.at(-1)).to.deep.equal({ action: 'chat.send', given: ['Hello'] })
      await composer(chat).updateComplete
      expect(field(chat).value).to.equal('')
    })

    it('sends nothing that is empty or too long, and counts before it is', async () => {
      const { chat, room } = await mount()
      await write(chat, '   ')
      press(field(chat), 'Enter')
      const count = () => plain(composer(chat).shadowRoot?.querySelector('#count')?.textContent)
      expect(count()).to.equal(undefined)
      await write(chat, 'a'.repeat(3999))
      expect(count()).to.equal('1 character left')
      await write(chat, 'a'.repeat(4002))
      expect(count()).to.equal('2 characters too long. Shorten it, or send it in two parts.')
      expect(field(chat).getAttribute('aria-invalid')).to.equal('true')
      press(field(chat), 'Enter')
      expect(room.calls.filter(({ action }) => action === 'chat.send')).to.deep.equal([])
      expect(field(chat).value.length).to.equal(4002)
    })

    it('tells others that one writes, and when one no longer does', async () => {
      const { chat, room } = await mount()
      await write(chat, 'H')
      await write(chat, '')
      expect(room.calls.filter(({ action }) => action === 'chat.setTyping').map(({ given }) => given[0])).to.deep.equal([true, false])
    })

    it('keeps what was not sent while the element is away', async () => {
      const { chat, room } = await mount()
      await write(chat, 'Half a thought')
      chat.remove()
      const again = await fixture<SanctuaryChat>(html`<sanctuary-chat .room=${room}></sanctuary-chat>`)
      await settle(again)
      expect(field(again).value).to.equal('Half a thought')
    })

    it('never shows a message as sent before it is in the room', async () => {
      const { chat, room } = await mount({ chat: { $messages: [] } })
      const item = { id: id(9), text: 'On its way', state: 'sending', at: sampleMessages[0]?.at ?? '' } as const
      room.chat.$outbox.set([item])
      await settle(chat)
      expect(plain(one(chat, '.unsent .foot').textContent)).to.equal('Sending…')
      room.$connection.set({ state: 'reconnecting' })
      await settle(chat)
      expect(plain(one(chat, '.unsent .foot').textContent)).to.equal('Kept until you are connected again')
      room.chat.$outbox.set([])
      room.chat.$messages.set([message(9, 3, 'On its way')])
      await settle(chat)
      expect(all(chat, '.unsent').length).to.equal(0)
      expect(bubbles(chat)).to.deep.equal(['On its way'])
    })

    it('offers what can be done about a message that was refused', async () => {
      const { chat, room } = await mount()
      const reason = new SanctuaryError('RATE_LIMITED')
      room.chat.$outbox.set([{ id: id(9), text: 'Again', state: 'failed', reason, at: sampleMessages[0]?.at ?? '' }])
      await settle(chat)
      expect(plain(one(chat, '#what-'.concat(id(9))).textContent)).to.equal(`Not sent. ${reason.message}`)
      expect(said(chat)).to.deep.equal([`Not sent. ${reason.message}`])
      const [retry, discard] = all(chat, '.unsent button')
      retry?.click()
      discard?.click()
      expect(room.calls.slice(-2)).to.deep.equal([
        { action: 'chat.retry', given: [id(9)] },
        { action: 'chat.discard', given: [id(9)] },
      ])
    })

    it('has no field once the room is closed', async () => {
      const { chat, room } = await mount()
      room.$connection.set({ state: 'closed' })
      await settle(chat)
      expect(field(chat)).to.equal(null)
    })
  })
})
