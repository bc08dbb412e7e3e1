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

  return {
    spectrum: { re, im },

    forward(frame) {
      for (let i = 0; i < half; i++) {
        re[i] = at(frame, 2 * i)
        im[i] = at(frame, 2 * i + 1)
      }
      transform(re, im, cosines, sines, reversed)
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
      transform(re, im, cosines, sines, reversed)
      for (let i = 0; i < half; i++) {
        frame[2 * i] = at(re, i) / half
        frame[2 * i + 1] = -at(im, i) / half
      }
    },
  }
}

/**
 * In place over as many bins as `reversed` has, e^(−j…). The arrays are handed over, for what a function finds around it is fetched
 * again at each step once a page has made a second engine.
 */
function transform(re: Float64Array, im: Float64Array, cosines: Float64Array, sines: Float64Array, reversed: Float64Array) {
  const bins = reversed.length
  for (let i = 0; i < bins; i++) {
    const j = at(reversed, i)
    if (j <= i) continue
    const x = at(re, i)
    const y = at(im, i)
    re[i] = at(re, j)
    im[i] = at(im, j)
    re[j] = x
    im[j] = y
  }
  for (let reach = 1; reach < bins; reach *= 2) {
    const stride = bins / reach
    for (let start = 0; start < bins; start += 2 * reach) {
      for (let k = 0; k < reach; k++) {
        const upper = start + k
        const lower = upper + reach
        const c = at(cosines, k * stride)
        const s = at(sines, k * stride)
        const x = at(re, lower) * c + at(im, lower) * s
        const y = at(im, lower) * c - at(re, lower) * s
        re[lower] = at(re, upper) - x
        im[lower] = at(im, upper) - y
        re[upper] = at(re, upper) + x
        im[upper] = at(im, upper) + y
      }
    }
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
