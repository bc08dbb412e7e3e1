/**
 * What all the random choices of one visit are drawn from: eight integers of 32 bits, 256 bits in all, so that nobody can try them
 * out and undo a disguise. Whoever has it has the disguise: keep it in memory only.
 */
export type Seed = Uint32Array

const WORDS = 8

/**
 * A fresh seed from the platform's secure random source. Draw one per visit, keep it through reconnects, never send it.
 * @example const seed = drawSeed(); const voice = drawVoice({ mode: 'veil' }, seed)
 */
export const drawSeed = (): Seed => crypto.getRandomValues(new Uint32Array(WORDS))

/**
 * Checks a seed from anywhere. What was given instead is not told: it may be part of a real one.
 * @throws RangeError for anything else
 */
export function parseSeed(value: unknown): Seed {
  if (value instanceof Uint32Array && value.length === WORDS) return value
  throw new RangeError(`A seed is a Uint32Array of ${WORDS} numbers. Draw one with drawSeed, once a visit.`)
}
