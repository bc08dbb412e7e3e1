import { expect, fixture, fixtureCleanup, nextFrame } from '@open-wc/testing'
import { html } from 'lit'
import { define } from './define.ts'
import { languages } from './messages/languages.ts'
import { defineTexts } from './messages/texts.ts'
import { SanctuaryElement } from './sanctuary-element.ts'

const texts = defineTexts({
  'sample-people': '{ $count ->\n  [one] One person\n *[other] { $count } people\n}',
  'sample-hello': 'Hello { $name }',
})

class Sample extends SanctuaryElement {
  private readonly text = this.texts(texts)
  say(id: string, text: string) {
    this.announce(id, text)
  }
  override render() {
    return html`<p>${this.text('sample-people', { count: 2 })}</p><slot></slot>`
  }
}
define('sample-element', Sample)
define('sample-element', class extends HTMLElement {}) // a second copy on the page

const paragraph = (element: Element) => element.shadowRoot?.querySelector('p:not(.sr *)')?.textContent
const plain = (text: string | null | undefined) => text?.replace(/[\u2068\u2069]/g, '')
const colour = (element: Element, name: string) => getComputedStyle(element).getPropertyValue(`--s-${name}`).trim()
const regions = (element: Element) => [...(element.shadowRoot?.querySelectorAll('[aria-live]') ?? [])]

describe('an outermost element', () => {
  afterEach(() => {
    document.documentElement.lang = 'en'
    document.documentElement.style.removeProperty('--sanctuary-accent')
  })

  it('wears the theme it is given, and the colours the page sets anywhere above it', async () => {
    const element = await fixture<Sample>(html`<sample-element theme="light"></sample-element>`)
    expect(colour(element, 'bg')).to.equal('#f5efe3')
    element.theme = 'neon'
    await element.updateComplete
    expect(colour(element, 'bg')).to.equal('#060812')
    document.documentElement.style.setProperty('--sanctuary-accent', '#123456')
    expect(colour(element, 'accent')).to.equal('#123456')
  })

  it('isolates arguments from the direction of the sentence and counts in plurals', async () => {
    const element = await fixture<Sample>(html`<sample-element></sample-element>`)
    expect(paragraph(element)).to.equal('\u20682\u2069 people')
  })

  it('says the page’s own sentences, changed at run time, and ours again where one cannot be read', async () => {
    const element = await fixture<Sample>(html`<sample-element></sample-element>`)
    element.messages = { 'sample-people': '{ $count } friends' }
    await element.updateComplete
    await element.updateComplete
    expect(plain(paragraph(element))).to.equal('2 friends')
    element.messages = { 'sample-people': '{ $count' }
    await element.updateComplete
    await element.updateComplete
    expect(plain(paragraph(element))).to.equal('2 people')
  })

  it('follows a change of the page’s language, and turns round when only it speaks a right-to-left one', async () => {
    const added = languages as Record<string, () => Promise<{ default: Record<string, string> }>>
    added.xx = async () => ({ default: { 'sample-people': '{ $count } gens' } })
    added.ar = async () => ({ default: { 'sample-people': '{ $count } أشخاص' } })
    const element = await fixture<Sample>(html`<sample-element></sample-element>`)
    document.documentElement.lang = 'xx-CH'
    await nextFrame()
    await element.updateComplete
    expect(plain(paragraph(element))).to.equal('2 gens')
    element.setAttribute('lang', 'ar')
    await nextFrame()
    await element.updateComplete
    expect(plain(paragraph(element))).to.contain('أشخاص')
    expect(element.dir).to.equal('rtl')
    element.removeAttribute('lang')
    await nextFrame()
    expect(element.hasAttribute('dir')).to.equal(false)
    delete added.xx
    delete added.ar
  })

  it('is the only one with tokens and live regions, and says a change of an inner element once', async () => {
    const outer = await fixture<Sample>(html`<sample-element theme="light"><sample-element id="inner"></sample-element></sample-element>`)
    const inner = outer.querySelector<Sample>('#inner') as Sample
    expect(regions(outer).length).to.equal(2)
    expect(regions(inner).length).to.equal(0)
    expect(colour(inner, 'bg')).to.equal('#f5efe3')
    inner.say('hand:1', 'A hand is up')
    outer.say('hand:1', 'A hand is up')
    expect(regions(outer).map((region) => region.textContent)).to.deep.equal(['A hand is up', ''])
  })

  it('becomes outermost when moved out, and inner again when moved back', async () => {
    const outer = await fixture<Sample>(html`<sample-element theme="light"><sample-element id="inner"></sample-element></sample-element>`)
    const inner = outer.querySelector<Sample>('#inner') as Sample
    outer.after(inner)
    expect(regions(inner).length).to.equal(2)
    outer.append(inner)
    expect(regions(inner).length).to.equal(0)
    fixtureCleanup()
  })
})
