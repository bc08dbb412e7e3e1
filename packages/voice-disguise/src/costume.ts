import type { Draw } from './draw.ts'
import type { Sliders } from './sliders.ts'
import { drawBumps, drawContrasts } from './veil.ts'
import type { Voice } from './voice.ts'

/** A character: where its voice lies before a visit varies it. */
type Character = {
  readonly pitchHz: number
  readonly formantSemitones: number
  readonly flatten: number
  readonly mcAdams: readonly [number, number]
}

/** The eight characters a person can wear instead of the veil. */
export const costumes = {
  Aria: { pitchHz: 195, formantSemitones: 1, flatten: 0.4, mcAdams: [0.97, 1.03] },
  Roger: { pitchHz: 120, formantSemitones: -1.5, flatten: 0.4, mcAdams: [1.01, 1.06] },
  Sarah: { pitchHz: 190, formantSemitones: 1, flatten: 0.3, mcAdams: [0.97, 1.03] },
  Laura: { pitchHz: 205, formantSemitones: 1.25, flatten: 0.3, mcAdams: [0.97, 1.03] },
  Charlie: { pitchHz: 136, formantSemitones: -0.5, flatten: 0.3, mcAdams: [1.01, 1.06] },
  George: { pitchHz: 112, formantSemitones: -2, flatten: 0.5, mcAdams: [1.01, 1.06] },
  Callum: { pitchHz: 127, formantSemitones: -1, flatten: 0.2, mcAdams: [0.92, 0.98] },
  River: { pitchHz: 165, formantSemitones: 0, flatten: 0.7, mcAdams: [1.01, 1.06] },
} as const satisfies Record<string, Character>

/** The name of one of the eight characters. */
export type CostumeName = keyof typeof costumes

/** Their names in the order they are shown. */
export const costumeNames = Object.keys(costumes) as readonly CostumeName[] // the keys of a literal

const leastFlatten = 0.2
const leastDepth = 0.5
const mcAdamsRange = [0.6, 1.15] as const
const presenceDb = 3
const contrasts = [0.95, 1.1] as const
const diffusion = [0.35, 0.65] as const // half of a veil's
const mostBump = 9 // dB

/** How a costume's sliders stand before anybody moves them. */
export const defaultSliders = (name: CostumeName): Sliders => ({
  stability: (costumes[name].flatten - leastFlatten) / (1 - leastFlatten),
  similarity: 1,
  style: 1 / 3,
  boost: 0,
})

/** One visit's variant of a costume, so that two people in the same costume differ. It hides less than the veil. */
export function drawCostume(name: CostumeName, sliders: Sliders, draw: Draw): Voice {
  const { pitchHz, formantSemitones, mcAdams } = costumes[name]
  const { stability, similarity, style, boost } = sliders
  const depth = leastDepth + (1 - leastDepth) * similarity
  const jitter = 0.5 + 1.5 * style
  const varied = drawVariation(draw, { mcAdams, contrasts, diffusion })
  const bend = (varied.mcAdams - 1) * depth * (1 + 0.6 * style)
  return {
    ...varied,
    pitchHz: pitchHz * 2 ** (draw.between('pitch', -jitter, jitter) / 12),
    pitchDepth: depth,
    formantSemitones: depth * formantSemitones + draw.between('formants', -jitter, jitter),
    flatten: leastFlatten + (1 - leastFlatten) * stability,
    mcAdams: Math.min(mcAdamsRange[1], Math.max(mcAdamsRange[0], 1 + bend)),
    normalise: 1,
    presence: presenceDb * boost,
  }
}

/** What makes a character another one on each visit: from where to where each number is drawn. */
type Variation = {
  readonly mcAdams: readonly [number, number]
  readonly contrasts: readonly [number, number]
  readonly diffusion: readonly [number, number]
}

/** Draws a visit's variant of a character. */
export const drawVariation = (draw: Draw, { mcAdams, contrasts, diffusion }: Variation) => ({
  mcAdams: draw.between('mcAdams', ...mcAdams),
  contrasts: drawContrasts(draw, ...contrasts),
  bumps: drawBumps(draw, mostBump),
  diffusion: draw.between('diffusion', ...diffusion),
})
