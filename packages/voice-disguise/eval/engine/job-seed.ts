import type { Seed } from '../../src/seed.ts'

/** The seed of a measured visit: a run can be repeated, which a visit of the product's must not be. @param number the job's, 0…2³²−1 */
export const jobSeed = (number: number): Seed => Uint32Array.of(number, 0, 0, 0, 0, 0, 0, 0)
