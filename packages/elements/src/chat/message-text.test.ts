import { expect } from '@open-wc/testing'
import { hostileTexts } from '../testing/hostile-texts.ts'
import { findLinks } from './message-text.ts'
import { all, message, mount, settle } from './testing/mount-chat.ts'

const addresses = (text: string) => findLinks(text).flatMap((piece) => (typeof piece === 'string' ? [] : piece.href))
const rebuilt = (text: string) =>
  findLinks(text)
    .map((piece) => (typeof piece === 'string' ? piece : piece.text))
    .join('')

describe('the text of a message', () => {
  it('leads to pages of the web', () => {
    expect(addresses('See https://a.example/b?c=1#d, or example.org. And HTTP://UP.example')).to.deep.equal([
      'https://a.example/b?c=1#d',
      'https://example.org/',
      'http://up.example/',
    ])
  })

  it('leads nowhere else', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://files.example/',
      'mailto:a@b.example',
      'a@b.example',
      'file:///etc/passwd',
    ])
      expect(addresses(text), text).to.deep.equal([])
  })

  it('does not lead to an address that pretends to be another', () => {
    expect(addresses('https://bank.example@evil.example/ https://u:p@evil.example')).to.deep.equal([])
  })

  it('opens links apart from the room, which they do not learn of', async () => {
    const { chat } = await mount({ chat: { $messages: [message(1, 1, 'Look: https://a.example/b')] } })
    const [link] = all(chat, '.bubble a') as HTMLAnchorElement[]
    expect(link?.href).to.equal('https://a.example/b')
    expect(link?.target).to.equal('_blank')
    expect(link?.rel).to.equal('noopener noreferrer nofollow')
    expect(performance.getEntriesByType('resource').filter(({ name }) => name.includes('a.example'))).to.deep.equal([])
  })

  it('stays text, whatever it is', async () => {
    expect(hostileTexts.length).to.be.at.least(200)
    const { chat, room } = await mount({ chat: { $messages: [] } })
    const people = room.participants.$people.get()
    room.participants.$people.set(
      hostileTexts
        .map((alias, k) => ({ ...people[0], id: message(1, 1000 + k, '').author, alias }) as (typeof people)[number])
        .concat(people),
    )
    room.chat.$messages.set(hostileTexts.map((text, k) => message(k + 1, 1000 + k, text)))
    room.chat.$outbox.set(
      hostileTexts.map((text, k) => ({ id: message(5000 + k, 3, '').id, text, state: 'sending', at: message(1, 1, '').at })),
    )
    await settle(chat)
    const shown = all(chat, '.msg:not(.unsent) .bubble')
    for (const [k, text] of hostileTexts.entries()) {
      expect(rebuilt(text)).to.equal(text)
      const nodes = [...(shown[k]?.childNodes ?? [])].flatMap((node) => (node instanceof Element ? [...node.childNodes] : [node]))
      const words = nodes.map((node) => (node instanceof Text ? node.data : ''))
      expect(words.join('')).to.equal(text)
    }
    const names = all(chat, '.meta bdi').map((name) => name.textContent)
    expect(names).to.deep.equal([...hostileTexts])
    expect(all(chat, 'script, img, iframe, object, embed, link, style, .bubble :not(a, a > .sr)')).to.deep.equal([])
    expect(all(chat, 'a').every((link) => /^https?:$/.test((link as HTMLAnchorElement).protocol))).to.equal(true)
    expect((globalThis as { pwned?: unknown }).pwned).to.equal(undefined)
  })
})
