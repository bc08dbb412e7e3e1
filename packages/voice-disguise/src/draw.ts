import { createRandom } from './random.ts'

/** The random choices of one visit. The same seed gives the same ones, in whatever order they are asked for. */
export type Draw = {
  /** Evenly between two numbers. @param what its own name gives each choice a number of its own */
  between(what: string, low: number, high: number): number
}

/** @param seed from `drawSeed` */
export function createDraw(seed: number): Draw {
  return {
    between(what, low, high) {
      const random = createRandom(seed ^ hash(what))
      return low + (high - low) * random()
    },
  }
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo). */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return value
}
