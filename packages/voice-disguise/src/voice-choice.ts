import { type CostumeName, costumeNames, defaultSliders, drawCostume } from './costume.ts'
import { drawCustom } from './custom.ts'
import { createDraw } from './draw.ts'
import type { Seed } from './seed.ts'
import { parseSliders, type Sliders } from './sliders.ts'
import { drawStrongVeil, drawVeil } from './veil.ts'
import type { Voice } from './voice.ts'

/** What somebody wants to sound like. There is no choice that stands for one's own voice. */
export type VoiceChoice =
  | { readonly mode: 'veil' }
  | { readonly mode: 'strong-veil' }
  /** Sliders left out stand as `defaultSliders(name)` has them. */
  | { readonly mode: 'costume'; readonly name: CostumeName; readonly sliders?: Partial<Sliders> }
  /**
   * The numbers of a character of one's own. What is left out of `mcAdams`, `contrasts`, `bumps` and `diffusion` is drawn for the visit,
   * as for a costume, each from a wider range. `normalise` is at least 0.7 and `diffusion` at least 0.4.
   */
  | { readonly mode: 'custom'; readonly voice: Voice }

/**
 * Makes the voice of a choice for one visit: the same choice and seed give the same voice.
 * @param seed from `drawSeed`, once per visit
 * @throws RangeError for a choice that does not exist or is out of range, or anything but a seed
 * @example const voice = drawVoice({ mode: 'veil' }, drawSeed())
 */
export function drawVoice(choice: VoiceChoice, seed: Seed): Voice {
  const draw = createDraw(seed)
  switch (choice.mode) {
    case 'veil':
      return drawVeil(draw)
    case 'strong-veil':
      return drawStrongVeil(draw)
    case 'costume':
      if (!costumeNames.includes(choice.name)) {
        throw new RangeError(`There is no costume ${String(choice.name)}. Take one of ${costumeNames.join(', ')}.`)
      }
      return drawCostume(choice.name, parseSliders(choice.sliders, defaultSliders(choice.name)), draw)
    case 'custom':
      return drawCustom(choice.voice, draw)
    default:
      throw new RangeError('There is no such mode of voice. Choose veil, strong-veil, costume or custom.')
  }
}
