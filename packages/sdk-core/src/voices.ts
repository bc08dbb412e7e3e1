/** What a voice to speak with is drawn from, for pages that offer a choice. */
export { type CostumeName, costumes, drawCostume, drawSeed, drawVeil, type Voice } from '@sanctuary/voice-disguise/voices'
