import type { AudioFeature } from '@sanctuary/sdk-core'
import { type CostumeName, drawCostume, drawSeed, drawVeil } from '@sanctuary/sdk-core/voices'
import { atom, type ReadableAtom, type WritableAtom } from 'nanostores'

/** What one can wear: the veil, or a costume by its name. */
export type VoiceChoice = 'veil' | CostumeName

/** What this page chose in each room; a room's sound keeps only the voice that was drawn from it. */
const choices = new WeakMap<AudioFeature, WritableAtom<VoiceChoice>>()

function choiceOf(audio: AudioFeature): WritableAtom<VoiceChoice> {
  const known = choices.get(audio) ?? atom<VoiceChoice>('veil')
  choices.set(audio, known)
  return known
}

/** The disguise in use. Everyone starts with the veil. */
export const chosenVoice = (audio: AudioFeature): ReadableAtom<VoiceChoice> => choiceOf(audio)

/** Wears something else from now on, freshly drawn. */
export function chooseVoice(audio: AudioFeature, choice: VoiceChoice): void {
  audio.setVoice(choice === 'veil' ? drawVeil(drawSeed()) : drawCostume(choice, drawSeed()))
  choiceOf(audio).set(choice)
}
