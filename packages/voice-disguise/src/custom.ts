import { drawVariation } from './costume.ts'
import type { Draw } from './draw.ts'
import { parseVoice, requireRange, type Voice } from './voice.ts'

/** However little the rest asks for, this stands between a listener and the natural voice. */
const floors = { normalise: [0.7, 1], diffusion: [0.4, 1.2] } as const
/** What is left out is drawn from these: more than for a costume, for whoever brings numbers may leave out all else. */
const variation = { mcAdams: [0.88, 0.96], contrasts: [0.9, 1.15], diffusion: [0.4, 0.8] } as const

/**
 * A character of one's own, worn like a costume: what makes one visit differ from another is drawn, unless it is given.
 * @throws RangeError naming the field, its value and its range
 */
export function drawCustom(value: unknown, draw: Draw): Voice {
  const voice = parseVoice(value)
  for (const field of ['normalise', 'diffusion'] as const) {
    if (voice[field] !== undefined) requireRange(field, voice[field], floors[field])
  }
  return { ...drawVariation(draw, variation), ...voice }
}
