/** The last moments of a signal, addressed by absolute sample number: sample `n` is `samples[n & mask]`. */
export type Ring = { readonly samples: Float64Array; readonly mask: number }

/** A ring that holds at least this many samples; the length is rounded up to a power of two. */
export function createRing(leastLength: number): Ring {
  const length = 2 ** Math.ceil(Math.log2(leastLength))
  return { samples: new Float64Array(length), mask: length - 1 }
}
