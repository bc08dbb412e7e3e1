import { expect } from '@open-wc/testing'
import { leavePage } from './leave-page.ts'

/** A window that was opened with so many pages behind it. */
function open(length: number) {
  const went: string[] = []
  const page = {
    history: { length, back: () => went.push('back') },
    location: { replace: (to: string) => went.push(to) },
  }
  leavePage('https://neutral.example/', page as unknown as Window)
  return went
}

describe('leaving the page', () => {
  it('leads back to where the person came from', () => expect(open(2)).to.deep.equal(['back']))

  it('leads to the given address in a tab that a link has opened', () => expect(open(1)).to.deep.equal(['https://neutral.example/']))
})
