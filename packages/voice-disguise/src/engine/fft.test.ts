import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { createFft } from './fft.ts'

const size = 64
const random = createRandom(3)
const frame = Float64Array.from({ length: size }, () => 2 * random() - 1)

describe('a Fourier transform', () => {
  it('gives what its definition says', () => {
    const { forward, spectrum } = createFft(size)
    forward(frame)
    for (let k = 0; k <= size / 2; k++) {
      const turn = (n: number) => (-2 * Math.PI * k * n) / size
      expect(spectrum.re[k]).toBeCloseTo(
        frame.reduce((sum, value, n) => sum + value * Math.cos(turn(n)), 0),
        9,
      )
      expect(spectrum.im[k]).toBeCloseTo(
        frame.reduce((sum, value, n) => sum + value * Math.sin(turn(n)), 0),
        9,
      )
    }
  })

  it.each([4, 8, 64, 1024])('of %i samples comes back as the same frame', (length) => {
    const { forward, inverse } = createFft(length)
    const before = Float64Array.from({ length }, () => 2 * random() - 1)
    const after = new Float64Array(length)
    forward(before)
    inverse(after)
    after.forEach((value, n) => expect(value).toBeCloseTo(before[n] as number, 9))
  })
})
