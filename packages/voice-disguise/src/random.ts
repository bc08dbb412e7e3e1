/** The next number of the sequence, in [0, 1). */
export type Random = () => number

/**
 * A small deterministic sequence of numbers: the same seed gives the same disguise again.
 * It is not a source of secrets. Draw the seed itself with `drawSeed`.
 * Formula: mulberry32 by Tommy Ettinger (public domain).
 * @param seed any integer; its lower 32 bits count
 */
export function createRandom(seed: number): Random {
  const state = new Int32Array([seed])
  return () => {
    state[0] = (state[0] ?? 0) + 0x6d2b79f5
    let mixed = state[0] ?? 0
    mixed = Math.imul(mixed ^ (mixed >>> 15), 1 | mixed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
