import { expect } from '@open-wc/testing'
import { contracts } from '@sanctuary/protocol'
import { limits } from './limits.ts'

const { input } = contracts.rooms.operations.create
const accepts = (change: Record<string, unknown>) => input.safeParse({ topic: 'x', ...change }).success
const words = (count: number) => 'a'.repeat(count)
/** One emoji of so many code points: a family of four and joiners after it. */
const emoji = (count: number) => `👩‍👩‍👧‍👧${'\u200d'.repeat(count - 7)}`
const list = (count: number) => Array.from({ length: count }, (_, k) => `rule ${k}`)

describe('what a form for rooms allows', () => {
  const longest: [field: string, at: (length: number) => unknown, limit: number][] = [
    ['topic', words, limits.topic],
    ['description', words, limits.description],
    ['emoji', emoji, limits.emoji],
    ['rules', list, limits.rules],
    ['rules', (length) => [words(length)], limits.rule],
    ['tags', list, limits.tags],
    ['tags', (length) => [words(length)], limits.tag],
    ['capacity', (count) => count, limits.capacity.most],
  ]
  for (const [field, at, limit] of longest) {
    it(`is what the contract allows: ${field} up to ${limit}`, () => {
      expect(accepts({ [field]: at(limit) })).to.equal(true)
      expect(accepts({ [field]: at(limit + 1) })).to.equal(false)
    })
  }

  it('is what the contract allows: capacity from 2', () => {
    expect(accepts({ capacity: limits.capacity.least })).to.equal(true)
    expect(accepts({ capacity: limits.capacity.least - 1 })).to.equal(false)
  })
})
