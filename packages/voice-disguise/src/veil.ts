import type { Draw } from './draw.ts'
import { PLACES, type Voice } from './voice.ts'

/**
 * The default disguise: everyone moves near the same pitch with a flat contour and the same long-term spectrum, and formants, their
 * distances and the bumps of the spectrum land somewhere nobody can predict.
 */
export const drawVeil = (draw: Draw): Voice => veil(draw, { pitchSemitones: 2, mcAdams: [0.8, 1.02] })

/** For those who need more cover and can do with fewer words understood: wider draws. */
export const drawStrongVeil = (draw: Draw): Voice => veil(draw, { pitchSemitones: 4, mcAdams: [0.65, 1.02] })

function veil(draw: Draw, spread: { pitchSemitones: number; mcAdams: readonly [number, number] }): Voice {
  return {
    pitchHz: 150 * 2 ** (draw.between('pitch', -spread.pitchSemitones, spread.pitchSemitones) / 12),
    formantSemitones: draw.between('formants', -1.5, 2.9),
    flatten: 1,
    mcAdams: draw.between('mcAdams', ...spread.mcAdams),
    normalise: 1,
    bumps: drawBumps(draw, 8),
    lowPassHz: 7600,
  }
}

/** @param most dB up or down at each place */
export const drawBumps = (draw: Draw, most: number): readonly number[] =>
  Array.from({ length: PLACES }, (_, at) => draw.between(`bump ${at}`, -most, most))
