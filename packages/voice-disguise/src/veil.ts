import { createRandom } from './random.ts'
import type { Voice } from './voice.ts'

/**
 * Draws the default disguise of one visit: everyone moves near the same pitch with a flat contour, and formants land somewhere
 * nobody can predict. Pitch 150 Hz ± 2 semitones, formants 0.7 ± 2.2 semitones, contour flattened, nothing above 7.6 kHz.
 * @param seed from `drawSeed`, once per visit; the same seed gives the same veil
 * @example const voice = drawVeil(drawSeed())
 */
export function drawVeil(seed: number): Voice {
  const random = createRandom(seed)
  const around = (middle: number, spread: number) => middle + spread * (2 * random() - 1)
  return {
    pitchHz: 150 * 2 ** (around(0, 2) / 12),
    formantSemitones: around(0.7, 2.2),
    flatten: 1,
    lowPassHz: 7600,
  }
}
