import { expect } from '@open-wc/testing'
import { roles } from '@sanctuary/protocol'
import { samplePersonId } from '@sanctuary/sdk-core/testing'
import { mayActOn, rolesToGive } from './may.ts'

const somebody = (number: number, role: (typeof roles)[number]) => ({ id: samplePersonId(number), role })

describe('what one may do to whom', () => {
  for (const mine of roles) {
    const below = { listener: [], speaker: [], moderator: ['listener', 'speaker'], host: ['listener', 'speaker', 'moderator'] }[mine]
    it(`a ${mine} acts on ${below.join(', ') || 'nobody'}`, () => {
      expect(roles.filter((other) => mayActOn(somebody(1, mine), somebody(2, other)))).to.deep.equal(below)
      expect(roles.some((own) => mayActOn(somebody(1, own), somebody(1, own)))).to.equal(false)
    })
  }

  it('a moderator gives speakers and listeners one another’s role, a host any', () => {
    expect(rolesToGive(somebody(1, 'moderator'), somebody(2, 'listener'))).to.deep.equal(['speaker'])
    expect(rolesToGive(somebody(1, 'moderator'), somebody(2, 'host'))).to.deep.equal([])
    expect(rolesToGive(somebody(1, 'host'), somebody(2, 'host'))).to.deep.equal(['moderator', 'speaker', 'listener'])
    expect(rolesToGive(somebody(1, 'speaker'), somebody(2, 'listener'))).to.deep.equal([])
  })
})
