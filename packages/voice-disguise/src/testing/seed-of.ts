import type { Seed } from '../seed.ts'

/** A seed that anybody can guess, so that a test or a benchmark is the same each time. @param number 0…2³²−1 */
export const seedOf = (number: number): Seed => Uint32Array.of(number, 0, 0, 0, 0, 0, 0, 0)
