import type { Draw } from './draw.ts'
import { PLACES, type Voice } from './voice.ts'

/** From where to where each number of a veil is drawn. */
type Spread = {
  readonly pitchSemitones: number
  readonly formantSemitones: readonly [number, number]
  readonly flatten: number
  readonly mcAdams: readonly [number, number]
  readonly contrasts: readonly [number, number]
  /** dB. */
  readonly bumps: number
  readonly diffusion: readonly [number, number]
}

const middleHz = 172 // between the voices of men and women, a little higher: moving a pitch down costs more words than moving it up

/**
 * The default disguise: everyone moves near the same pitch with a flatter contour and the same long-term spectrum, and formants, their
 * distances, how far they stand out, the bumps of the spectrum and the echoes that colour it land somewhere nobody can predict.
 */
export const drawVeil = (draw: Draw): Voice =>
  veil(draw, {
    pitchSemitones: 3,
    formantSemitones: [-4, 0.5],
    flatten: 0.7,
    mcAdams: [0.8, 1],
    contrasts: [0.8, 1.2],
    bumps: 14,
    diffusion: [0.8, 1.2],
  })

/** For those who need more cover and can do with fewer words understood: wider draws. */
export const drawStrongVeil = (draw: Draw): Voice =>
  veil(draw, {
    pitchSemitones: 4,
    formantSemitones: [-4, 0.5],
    flatten: 0.7,
    mcAdams: [0.72, 0.97],
    contrasts: [0.6, 1.15],
    bumps: 15,
    diffusion: [1, 1.2],
  })

function veil(draw: Draw, spread: Spread): Voice {
  return {
    pitchHz: middleHz * 2 ** (draw.between('pitch', -spread.pitchSemitones, spread.pitchSemitones) / 12),
    formantSemitones: draw.between('formants', ...spread.formantSemitones),
    flatten: spread.flatten,
    mcAdams: draw.between('mcAdams', ...spread.mcAdams),
    contrasts: drawContrasts(draw, ...spread.contrasts),
    normalise: 1,
    bumps: drawBumps(draw, spread.bumps),
    diffusion: draw.between('diffusion', ...spread.diffusion),
    lowPassHz: 7600,
  }
}

/** @param most dB up or down at each place */
export const drawBumps = (draw: Draw, most: number): readonly number[] =>
  Array.from({ length: PLACES }, (_, at) => draw.between(`bump ${at}`, -most, most))

/** How far resonances stand out at each place. */
export const drawContrasts = (draw: Draw, low: number, high: number): readonly number[] =>
  Array.from({ length: PLACES }, (_, at) => draw.between(`contrast ${at}`, low, high))
