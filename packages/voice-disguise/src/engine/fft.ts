import { at } from './sample.ts'

/** The spectrum of a real frame, from 0 Hz to half the sample rate: `size / 2 + 1` complex bins. */
type Spectrum = { readonly re: Float64Array; readonly im: Float64Array }

/** A Fourier transform of real frames of one size. Nothing is allocated after it was made. */
export type Fft = {
  /** The spectrum that `forward` fills and `inverse` reads. */
  readonly spectrum: Spectrum
  /** @param frame `size` samples */
  forward(frame: Float64Array): void
  /** Writes the frame of the spectrum, which is used up by it. */
  inverse(frame: Float64Array): void
}

/**
 * Radix-2 transform (Cooley and Tukey, 1965) of half the size over pairs of real samples, split into the real spectrum afterwards
 * (Sorensen et al., 1987, "Real-valued fast Fourier transform algorithms").
 * @param size a power of two, at least 4
 */
export function createFft(size: number): Fft {
  const half = size / 2
  const re = new Float64Array(half + 1)
  const im = new Float64Array(half + 1)
  const cosines = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size))
  const sines = Float64Array.from({ length: half }, (_, k) => Math.sin((2 * Math.PI * k) / size))
  const reversed = bitReversal(half)

  /** In place over the first `half` bins, e^(−j…). */
  function transform() {
    for (let i = 0; i < half; i++) {
      const j = at(reversed, i)
      if (j > i) swap(i, j)
    }
    for (let length = 2; length <= half; length *= 2) {
      const stride = size / length
      const reach = length / 2
      for (let start = 0; start < half; start += length) {
        for (let k = 0; k < reach; k++) butterfly(start + k, start + k + reach, k * stride)
      }
    }
  }

  function butterfly(upper: number, lower: number, turn: number) {
    const c = at(cosines, turn)
    const s = at(sines, turn)
    const x = at(re, lower) * c + at(im, lower) * s
    const y = at(im, lower) * c - at(re, lower) * s
    re[lower] = at(re, upper) - x
    im[lower] = at(im, upper) - y
    re[upper] = at(re, upper) + x
    im[upper] = at(im, upper) + y
  }

  function swap(i: number, j: number) {
    const x = at(re, i)
    const y = at(im, i)
    re[i] = at(re, j)
    im[i] = at(im, j)
    re[j] = x
    im[j] = y
  }

  return {
    spectrum: { re, im },

    forward(frame) {
      for (let i = 0; i < half; i++) {
        re[i] = at(frame, 2 * i)
        im[i] = at(frame, 2 * i + 1)
      }
      transform()
      re[half] = at(re, 0) - at(im, 0)
      im[half] = 0
      re[0] = at(re, 0) + at(im, 0)
      im[0] = 0
      for (let k = 1; k <= half / 2; k++) {
        const mirror = half - k
        const evenRe = (at(re, k) + at(re, mirror)) / 2
        const evenIm = (at(im, k) - at(im, mirror)) / 2
        const oddRe = (at(im, k) + at(im, mirror)) / 2
        const oddIm = (at(re, mirror) - at(re, k)) / 2
        const x = oddRe * at(cosines, k) + oddIm * at(sines, k)
        const y = oddIm * at(cosines, k) - oddRe * at(sines, k)
        re[k] = evenRe + x
        im[k] = evenIm + y
        re[mirror] = evenRe - x
        im[mirror] = y - evenIm
      }
    },

    inverse(frame) {
      const first = at(re, 0)
      const last = at(re, half)
      re[0] = (first + last) / 2
      im[0] = -(first - last) / 2
      for (let k = 1; k <= half / 2; k++) {
        const mirror = half - k
        const evenRe = (at(re, k) + at(re, mirror)) / 2
        const evenIm = (at(im, k) - at(im, mirror)) / 2
        const x = (at(re, k) - at(re, mirror)) / 2
        const y = (at(im, k) + at(im, mirror)) / 2
        const oddRe = x * at(cosines, k) - y * at(sines, k)
        const oddIm = x * at(sines, k) + y * at(cosines, k)
        // Conjugated, so that the same forward turn transforms back.
        re[k] = evenRe - oddIm
        im[k] = -(evenIm + oddRe)
        re[mirror] = evenRe + oddIm
        im[mirror] = -(oddRe - evenIm)
      }
      transform()
      for (let i = 0; i < half; i++) {
        frame[2 * i] = at(re, i) / half
        frame[2 * i + 1] = -at(im, i) / half
      }
    },
  }
}

/** Where each of `length` values goes when the bits of its number are turned round. */
function bitReversal(length: number): Float64Array {
  const bits = Math.log2(length)
  return Float64Array.from({ length }, (_, i) => {
    let value = 0
    for (let bit = 0; bit < bits; bit++) value |= ((i >> bit) & 1) << (bits - 1 - bit)
    return value
  })
}
