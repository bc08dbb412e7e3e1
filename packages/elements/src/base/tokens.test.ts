import { expect } from '@open-wc/testing'
import { shared, themed, themes } from './tokens.ts'

const planes = ['bg', 'surface', 'raised', 'sunken']
const soft = ['accent-soft', 'veil-soft', 'caution-soft', 'danger-soft']

/** A colour, the least contrast it needs, and what it stands on. */
const pairs: [name: string, least: number, grounds: string[]][] = [
  ['text', 4.5, [...planes, ...soft]],
  ['text-muted', 4.5, [...planes, ...soft]],
  ['accent-text', 4.5, [...planes, 'accent-soft']],
  ['veil', 4.5, [...planes, 'veil-soft']],
  ['caution', 4.5, [...planes, 'caution-soft']],
  ['danger', 4.5, [...planes, 'danger-soft']],
  ['on-accent', 4.5, ['accent']],
  ['on-emergency', 4.5, ['emergency']],
  ['line-strong', 3, [...planes, 'accent-soft']],
  ['accent', 3, planes],
  ['voice', 3, planes],
  ['emergency', 3, planes],
  ['focus', 3, [...planes, 'accent-soft']],
]

describe('tokens', () => {
  for (const [column, theme] of themes.entries()) {
    it(`every pair of ${theme} has the contrast it needs`, () => {
      const value = (name: string) => themed[name]?.[column] ?? ''
      const failed = pairs.flatMap(([name, least, grounds]) =>
        grounds.filter((ground) => contrast(value(name), value(ground)) < least).map((ground) => `${name} on ${ground}`),
      )
      expect(failed).to.deep.equal([])
    })
  }

  it('there are at most 40 public ones', () => {
    expect(Object.keys(themed).length + Object.keys(shared).length).to.be.at.most(40)
  })
})

/** Contrast of two colours after WCAG 2.2, "contrast ratio". */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
