/** The next number of the sequence, in [0, 1). */
export type Random = () => number

/**
 * A small, cheap, deterministic sequence of numbers. It is no source of secrets: who hears enough of it can find its start and nothing
 * else, for that start is drawn for it alone.
 * Formula: mulberry32 by Tommy Ettinger (public domain).
 * @param start any integer; its lower 32 bits count
 */
export function createRandom(start: number): Random {
  const state = new Int32Array([start])
  return () => {
    state[0] = (state[0] ?? 0) + 0x6d2b79f5
    let mixed = state[0] ?? 0
    mixed = Math.imul(mixed ^ (mixed >>> 15), 1 | mixed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
