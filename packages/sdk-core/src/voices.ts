/** What a voice to speak with is drawn from, for pages that offer a choice. */
export {
  type CostumeName,
  costumeNames,
  costumes,
  defaultSliders,
  drawSeed,
  drawVoice,
  type Seed,
  type Sliders,
  type Voice,
  type VoiceChoice,
} from '@sanctuary/voice-disguise/voices'
