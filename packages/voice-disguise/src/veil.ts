import type { Draw } from './draw.ts'
import { PLACES, type Voice } from './voice.ts'

/** How far each number of a veil may be drawn from its middle. */
type Spread = {
  readonly pitchSemitones: number
  readonly formantSemitones: readonly [number, number]
  readonly mcAdams: readonly [number, number]
  readonly contrasts: readonly [number, number]
  readonly bumpDb: number
}

/**
 * The default disguise: everyone moves near the same pitch with a flat contour and the same long-term spectrum, and formants, their
 * distances, how far they stand out and the bumps of the spectrum land somewhere nobody can predict.
 */
export const drawVeil = (draw: Draw): Voice =>
  veil(draw, { pitchSemitones: 3, formantSemitones: [-2.2, 3.4], mcAdams: [0.72, 1.02], contrasts: [0.5, 0.9], bumpDb: 10 })

/** For those who need more cover and can do with fewer words understood: wider draws. */
export const drawStrongVeil = (draw: Draw): Voice =>
  veil(draw, { pitchSemitones: 4, formantSemitones: [-2.8, 3.9], mcAdams: [0.66, 1.04], contrasts: [0.4, 0.8], bumpDb: 12 })

function veil(draw: Draw, spread: Spread): Voice {
  return {
    pitchHz: 150 * 2 ** (draw.between('pitch', -spread.pitchSemitones, spread.pitchSemitones) / 12),
    formantSemitones: draw.between('formants', ...spread.formantSemitones),
    flatten: 1,
    mcAdams: draw.between('mcAdams', ...spread.mcAdams),
    contrasts: drawContrasts(draw, ...spread.contrasts),
    normalise: 1,
    bumps: drawBumps(draw, spread.bumpDb),
    lowPassHz: 7600,
  }
}

/** @param most dB up or down at each place */
export const drawBumps = (draw: Draw, most: number): readonly number[] =>
  Array.from({ length: PLACES }, (_, at) => draw.between(`bump ${at}`, -most, most))

/** How far resonances stand out at each place. */
export const drawContrasts = (draw: Draw, low: number, high: number): readonly number[] =>
  Array.from({ length: PLACES }, (_, at) => draw.between(`contrast ${at}`, low, high))
