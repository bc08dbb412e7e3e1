import { chachaBlock } from './chacha.ts'
import { parseSeed, type Seed } from './seed.ts'

/** The random choices of one visit. The same seed gives the same ones, in whatever order they are asked for. */
export type Draw = {
  /** Evenly between two numbers. @param what its own name gives each choice a number of its own */
  between(what: string, low: number, high: number): number
  /** Any integer of 32 bits, 0…2³²−1. @param what as for `between` */
  integer(what: string): number
}

const HASH_STARTS = [0x811c9dc5, 0x9e3779b9] as const

/**
 * Each choice has a key stream of its own (ChaCha20), told apart by its name: who comes to know some of the numbers learns nothing of
 * the others, nor of the seed.
 * @param seed from `drawSeed`
 * @throws RangeError for anything but a seed
 */
export function createDraw(seed: Seed): Draw {
  const key = parseSeed(seed)
  const integer = (what: string) => {
    const [name = 0, again = 0] = HASH_STARTS.map((start) => hash(what, start)) // 64 bits: no two names fall together
    const [first = 0] = chachaBlock(key, Uint32Array.of(0, name, again, 0))
    return first
  }
  return { integer, between: (what, low, high) => low + (high - low) * (integer(what) / 2 ** 32) }
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo). */
function hash(text: string, start: number): number {
  let value = start
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return value
}
