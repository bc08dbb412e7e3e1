import { drawVoice, type Voice, type VoiceChoice } from '../../packages/voice-disguise/src/voices.ts'
import type { Disguised } from './measure.ts'
import { createRandom } from './random.ts'

/** How somebody is disguised: by numbers of their own, or by a veil as it is drawn for everybody. */
export type Wear = 'numbers' | 'veil'

/** What is worn, in full. */
export interface Worn extends Disguised {
  readonly choice: VoiceChoice
  /** What the visit is drawn from, as JSON can carry it. */
  readonly seed: readonly number[]
}

const numbers = { pitchHz: 160, formantSemitones: 1, flatten: 1, lowPassHz: 3000 } satisfies Voice
/**
 * Of numbers nothing is left above 5 kHz. A veil's sound goes further up, to where the codec answers a click of a busy machine with a
 * whistle of its own, for some 5 ms.
 */
const leastWhistle = { numbers: 1, veil: 6 } as const
/** A veil that moves formants less leaves the microphone's whistle, disguised, at 9 kHz and above, from where the codec spreads it to where the measure looks. */
const movesAtLeastSemitones = 2.5

/** @param seed - the same one draws the same again */
export function wornBy(wear: Wear, seed: number): Worn {
  const random = createRandom(seed)
  for (;;) {
    const drawn = Uint32Array.from({ length: 8 }, () => Math.floor(random() * 2 ** 32))
    const choice: VoiceChoice = wear === 'veil' ? { mode: 'veil' } : { mode: 'custom', voice: numbers }
    const voice = drawVoice(choice, drawn)
    if (wear === 'numbers' || Math.abs(voice.formantSemitones) >= movesAtLeastSemitones)
      return { choice, seed: [...drawn], pitchHz: voice.pitchHz, leastWhistle: leastWhistle[wear] }
  }
}
