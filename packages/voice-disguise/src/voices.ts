/** Voices to choose from, without the engine: for pages that offer a choice before any sound is loaded. */
export { type CostumeName, costumes, drawCostume } from './costume.ts'
export { drawSeed } from './seed.ts'
export { drawVeil } from './veil.ts'
export type { Voice } from './voice.ts'
