import { type AudioFeature, type CostumeName, drawCostume, drawSeed, drawVeil } from '@sanctuary/sdk-core'

/** What one can wear: the veil, or a costume by its name. */
export type VoiceChoice = 'veil' | CostumeName

/** What this page chose in each room; a room's sound keeps only the voice that was drawn from it. */
const choices = new WeakMap<AudioFeature, VoiceChoice>()

/** The disguise in use. Everyone starts with the veil. */
export const chosenVoice = (audio: AudioFeature): VoiceChoice => choices.get(audio) ?? 'veil'

/** Wears something else from now on, freshly drawn. */
export function chooseVoice(audio: AudioFeature, choice: VoiceChoice): void {
  choices.set(audio, choice)
  audio.setVoice(choice === 'veil' ? drawVeil(drawSeed()) : drawCostume(choice, drawSeed()))
}
