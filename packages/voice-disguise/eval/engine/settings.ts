import { costumeNames } from '../../src/costume.ts'
import type { Voice } from '../../src/voice.ts'
import { drawVoice } from '../../src/voice-choice.ts'

/** Draws the voice of one visit. */
export type Setting = (seed: number) => Voice

/** Every setting that goes through the engine, by the name the evaluation's table uses. */
export const settings: Readonly<Record<string, Setting>> = {
  veil: (seed) => drawVoice({ mode: 'veil' }, seed),
  'strong veil': (seed) => drawVoice({ mode: 'strong-veil' }, seed),
  ...Object.fromEntries(costumeNames.map((name): [string, Setting] => [name, (seed) => drawVoice({ mode: 'costume', name }, seed)])),
}
