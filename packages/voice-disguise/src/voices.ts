/** Voices to choose from, without the engine: for pages that offer a choice before any sound is loaded. */
export { type CostumeName, costumeNames, costumes, defaultSliders } from './costume.ts'
export { drawSeed, type Seed } from './seed.ts'
export type { Sliders } from './sliders.ts'
export type { Voice } from './voice.ts'
export { drawVoice, type VoiceChoice } from './voice-choice.ts'
