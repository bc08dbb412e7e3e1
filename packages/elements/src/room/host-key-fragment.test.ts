import { expect } from '@open-wc/testing'
import { linkWithHostKey, takeHostKey } from './host-key-fragment.ts'

const key = 'K7QF-9M2X-04TB-WZ8N-5RHC'

describe('a host key in the address', () => {
  const before = location.href
  afterEach(() => history.replaceState(null, '', before))

  it('goes into a link and comes out of it again, which leaves no trace', () => {
    const link = linkWithHostKey('https://talk.example/live/abc?x=1#old', key)
    expect(link).to.equal(`https://talk.example/live/abc?x=1#host-key=${key}`)
    history.replaceState({ kept: true }, '', `${location.pathname}${location.search}${new URL(link).hash}`)
    expect(takeHostKey()).to.equal(key)
    expect(location.href).to.equal(before.split('#')[0])
    expect(history.state).to.deep.equal({ kept: true })
    expect(takeHostKey()).to.equal(undefined)
  })

  it('leaves other fragments alone', () => {
    history.replaceState(null, '', '#chapter-2')
    expect(takeHostKey()).to.equal(undefined)
    expect(location.hash).to.equal('#chapter-2')
  })
})
