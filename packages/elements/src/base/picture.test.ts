import { expect } from '@open-wc/testing'
import { blossom, drawSeed } from './picture.ts'

describe('the picture of a person', () => {
  it('is the same for the same seed, and another for a near one', () => {
    expect(blossom('otter24')).to.deep.equal(blossom('otter24'))
    expect(blossom('otter24').petals).not.to.equal(blossom('otter25').petals)
  })

  it('spreads over all twelve hues and three hearts', () => {
    const many = Array.from({ length: 500 }, (_, k) => blossom(`seed${k}`))
    expect(new Set(many.map(({ hue }) => hue)).size).to.equal(12)
    expect(new Set(many.map(({ heart }) => heart)).size).to.equal(3)
    expect(many.some(({ ring }) => ring === '')).to.equal(true)
  })

  it('stays as it was first drawn: people know one another by it', () => {
    const { hue, petals, ring, heart } = blossom('quietotter')
    expect({ hue, ring, heart }).to.deep.equal({ hue: 6, ring: '', heart: 0 })
    expect(petals.split('Z')[0]).to.equal('M3 -20C31 -56 94 -86 71 -131C60 -165 -6 -175 -27 -146C-63 -111 -12 -63 3 -20')
    expect(petals.split('Z')).to.have.length(7)
  })

  it('has seeds the contract accepts, no two alike', () => {
    const seeds = Array.from({ length: 200 }, drawSeed)
    expect(seeds.filter((seed) => !/^[a-z0-9]{4,24}$/.test(seed))).to.deep.equal([])
    expect(new Set(seeds).size).to.equal(200)
  })
})
