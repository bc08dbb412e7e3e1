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
 * Radix-4 transform (Cooley and Tukey, 1965) of half the size over pairs of real samples, split into the real spectrum afterwards
 * (Sorensen et al., 1987, "Real-valued fast Fourier transform algorithms").
 * @param size a power of two, at least 4
 */
export function createFft(size: number): Fft {
  const half = size / 2
  const re = new Float64Array(half + 1)
  const im = new Float64Array(half + 1)
  const cosines = Float64Array.from({ length: size }, (_, k) => Math.cos((2 * Math.PI * k) / size))
  const sines = Float64Array.from({ length: size }, (_, k) => Math.sin((2 * Math.PI * k) / size))
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
  let reach = 1
  for (; 4 * reach <= bins; reach *= 4) mergeFour(re, im, cosines, sines, reach)
  if (reach < bins) mergeTwo(re, im, cosines, sines, reach)
}

/** Joins every four neighbouring spectra of `reach` bins: the pairs, and the pairs of these, in one go. */
function mergeFour(re: Float64Array, im: Float64Array, cosines: Float64Array, sines: Float64Array, reach: number) {
  const stride = cosines.length / (4 * reach)
  for (let start = 0; start < re.length - 1; start += 4 * reach) {
    for (let k = 0; k < reach; k++) {
      const a = start + k
      const b = a + reach
      const c = b + reach
      const d = c + reach
      const turn = k * stride
      const bRe = at(re, b) * at(cosines, 2 * turn) + at(im, b) * at(sines, 2 * turn)
      const bIm = at(im, b) * at(cosines, 2 * turn) - at(re, b) * at(sines, 2 * turn)
      const cRe = at(re, c) * at(cosines, turn) + at(im, c) * at(sines, turn)
      const cIm = at(im, c) * at(cosines, turn) - at(re, c) * at(sines, turn)
      const dRe = at(re, d) * at(cosines, 3 * turn) + at(im, d) * at(sines, 3 * turn)
      const dIm = at(im, d) * at(cosines, 3 * turn) - at(re, d) * at(sines, 3 * turn)
      const sumRe = at(re, a) + bRe
      const sumIm = at(im, a) + bIm
      const apartRe = at(re, a) - bRe
      const apartIm = at(im, a) - bIm
      re[a] = sumRe + (cRe + dRe)
      im[a] = sumIm + (cIm + dIm)
      re[b] = apartRe + (cIm - dIm)
      im[b] = apartIm - (cRe - dRe)
      re[c] = sumRe - (cRe + dRe)
      im[c] = sumIm - (cIm + dIm)
      re[d] = apartRe - (cIm - dIm)
      im[d] = apartIm + (cRe - dRe)
    }
  }
}

/** Joins the two halves into the whole. */
function mergeTwo(re: Float64Array, im: Float64Array, cosines: Float64Array, sines: Float64Array, reach: number) {
  for (let k = 0; k < reach; k++) {
    const c = at(cosines, 2 * k)
    const s = at(sines, 2 * k)
    const x = at(re, k + reach) * c + at(im, k + reach) * s
    const y = at(im, k + reach) * c - at(re, k + reach) * s
    re[k + reach] = at(re, k) - x
    im[k + reach] = at(im, k) - y
    re[k] = at(re, k) + x
    im[k] = at(im, k) + y
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
