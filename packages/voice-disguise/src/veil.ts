import type { Draw } from './draw.ts'
import { PLACES, type Voice } from './voice.ts'

/** From where to where each number of a veil is drawn. */
type Spread = {
  readonly pitchSemitones: number
  readonly formantSemitones: readonly [number, number]
  readonly flatten: number
  readonly mcAdams: readonly [number, number]
  readonly contrasts: readonly [number, number]
}

const middleHz = 165 // between the voices of men and women, a little higher: moving a pitch down costs more words than moving it up
const bumpDb = 12

/**
 * The default disguise: everyone moves near the same pitch with a flatter contour and the same long-term spectrum, and formants, their
 * distances, how far they stand out and the bumps of the spectrum land somewhere nobody can predict.
 */
export const drawVeil = (draw: Draw): Voice =>
  veil(draw, { pitchSemitones: 3, formantSemitones: [-4, 0.5], flatten: 0.7, mcAdams: [0.76, 1], contrasts: [0.6, 1.2] })

/** For those who need more cover and can do with fewer words understood: wider draws. */
export const drawStrongVeil = (draw: Draw): Voice =>
  veil(draw, { pitchSemitones: 4, formantSemitones: [-4, 0.5], flatten: 0.7, mcAdams: [0.7, 0.98], contrasts: [0.5, 1.1] })

function veil(draw: Draw, spread: Spread): Voice {
  return {
    pitchHz: middleHz * 2 ** (draw.between('pitch', -spread.pitchSemitones, spread.pitchSemitones) / 12),
    formantSemitones: draw.between('formants', ...spread.formantSemitones),
    flatten: spread.flatten,
    mcAdams: draw.between('mcAdams', ...spread.mcAdams),
    contrasts: drawContrasts(draw, ...spread.contrasts),
    normalise: 1,
    bumps: drawBumps(draw, bumpDb),
    lowPassHz: 7600,
  }
}

/** @param most dB up or down at each place */
export const drawBumps = (draw: Draw, most: number): readonly number[] =>
  Array.from({ length: PLACES }, (_, at) => draw.between(`bump ${at}`, -most, most))

/** How far resonances stand out at each place. */
export const drawContrasts = (draw: Draw, low: number, high: number): readonly number[] =>
  Array.from({ length: PLACES }, (_, at) => draw.between(`contrast ${at}`, low, high))
