import { type CostumeName, costumeNames, defaultSliders, drawCostume } from './costume.ts'
import { createDraw } from './draw.ts'
import { parseSliders, type Sliders } from './sliders.ts'
import { drawStrongVeil, drawVeil } from './veil.ts'
import { parseVoice, type Voice } from './voice.ts'

/** What somebody wants to sound like. There is no choice that stands for one's own voice. */
export type VoiceChoice =
  | { readonly mode: 'veil' }
  | { readonly mode: 'strong-veil' }
  /** Sliders left out stand as `defaultSliders(name)` has them. */
  | { readonly mode: 'costume'; readonly name: CostumeName; readonly sliders?: Partial<Sliders> }
  /** Numbers of one's own; nothing of them is drawn, and at least 0.3 of the spectrum is levelled. */
  | { readonly mode: 'custom'; readonly voice: Voice }

/**
 * Makes the voice of a choice for one visit: the same choice and seed give the same voice.
 * @param seed from `drawSeed`, once per visit
 * @throws RangeError for a choice that does not exist or is out of range
 * @example const voice = drawVoice({ mode: 'veil' }, drawSeed())
 */
export function drawVoice(choice: VoiceChoice, seed: number): Voice {
  switch (choice.mode) {
    case 'veil':
      return drawVeil(createDraw(seed))
    case 'strong-veil':
      return drawStrongVeil(createDraw(seed))
    case 'costume':
      if (!costumeNames.includes(choice.name)) {
        throw new RangeError(`There is no costume ${String(choice.name)}. Take one of ${costumeNames.join(', ')}.`)
      }
      return drawCostume(choice.name, parseSliders(choice.sliders, defaultSliders(choice.name)), createDraw(seed))
    case 'custom':
      return parseCustom(choice.voice)
    default:
      throw new RangeError('There is no such mode of voice. Choose veil, strong-veil, costume or custom.')
  }
}

const leastNormalise = 0.3 // with nothing else moved, this is what still stands between a listener and the natural voice

function parseCustom(value: unknown): Voice {
  const voice = parseVoice(value)
  if ((voice.normalise ?? 1) >= leastNormalise) return voice
  throw new RangeError(`A voice's normalise is ${voice.normalise}. Give a number from ${leastNormalise} to 1.`)
}
