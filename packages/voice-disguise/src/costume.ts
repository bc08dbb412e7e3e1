import { createRandom } from './random.ts'
import type { Voice } from './voice.ts'

/** The eight characters a person can wear instead of the veil: starting points that `drawCostume` varies a little. */
export const costumes = {
  Aria: { pitchHz: 195, formantSemitones: 1, flatten: 0.5 },
  Roger: { pitchHz: 112, formantSemitones: -1.5, flatten: 0.5 },
  Sarah: { pitchHz: 190, formantSemitones: 1.5, flatten: 0.7 },
  Laura: { pitchHz: 215, formantSemitones: 1.5, flatten: 0.4 },
  Charlie: { pitchHz: 128, formantSemitones: -0.5, flatten: 0.3 },
  George: { pitchHz: 100, formantSemitones: -2, flatten: 0.6 },
  Callum: { pitchHz: 122, formantSemitones: -1, flatten: 0.2 },
  River: { pitchHz: 155, formantSemitones: 0, flatten: 0.8 },
} as const satisfies Record<string, Voice>

/** The name of one of the eight characters. */
export type CostumeName = keyof typeof costumes

/**
 * Draws one visit's variant of a costume: its pitch and its formants each move by up to ± 1 semitone, so two people in the same
 * costume differ. A costume hides less than the veil.
 * @param name which character
 * @param seed from `drawSeed`, once per visit
 * @example const voice = drawCostume('River', drawSeed())
 */
export function drawCostume(name: CostumeName, seed: number): Voice {
  const random = createRandom(seed)
  const jitter = () => 2 * random() - 1
  const { pitchHz, formantSemitones, flatten } = costumes[name]
  return { pitchHz: pitchHz * 2 ** (jitter() / 12), formantSemitones: formantSemitones + jitter(), flatten }
}
