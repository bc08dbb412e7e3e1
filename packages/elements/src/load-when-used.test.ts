import { expect, fixture, html } from '@open-wc/testing'
import { loadWhenUsed } from './load-when-used.ts'

describe('elements of a script tag', () => {
  it('load once, when they are on the page or come to it', async () => {
    const loaded: string[] = []
    const note = (tag: string) => async () => void loaded.push(tag)
    await fixture(html`<first-used></first-used>`)
    loadWhenUsed({ 'first-used': note('first-used'), 'later-used': note('later-used'), 'never-used': note('never-used') })
    expect(loaded).to.deep.equal(['first-used'])
    await fixture(html`<section><later-used></later-used></section>`)
    await fixture(html`<later-used></later-used>`)
    expect(loaded).to.deep.equal(['first-used', 'later-used'])
  })
})
