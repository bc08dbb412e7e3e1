import { costumeNames } from '../../src/costume.ts'
import type { Seed } from '../../src/seed.ts'
import { PLACES, type Voice } from '../../src/voice.ts'
import { drawVoice, type VoiceChoice } from '../../src/voice-choice.ts'

/** Draws the voice of one visit. */
export type Setting = (seed: Seed) => Voice

const drawn =
  (choice: VoiceChoice): Setting =>
  (seed) =>
    drawVoice(choice, seed)

/** The least that can be asked for: half-way to a pitch in the middle, as lively as it may be, and all that can be left alone is. */
const closest: Voice = {
  pitchHz: 150,
  pitchDepth: 0.5,
  formantSemitones: 0,
  flatten: 0.2,
  mcAdams: 1,
  normalise: 0.7,
  diffusion: 0.4,
  contrasts: Array<number>(PLACES).fill(1),
  bumps: Array<number>(PLACES).fill(0),
}

/** Every setting that goes through the engine, by the name the evaluation's table uses. */
export const settings: Readonly<Record<string, Setting>> = {
  veil: drawn({ mode: 'veil' }),
  'strong veil': drawn({ mode: 'strong-veil' }),
  ...Object.fromEntries(costumeNames.map((name) => [name, drawn({ mode: 'costume', name })])),
  'River, sliders 0': drawn({ mode: 'costume', name: 'River', sliders: { stability: 0, similarity: 0, style: 0, boost: 0 } }),
  'custom, closest': drawn({ mode: 'custom', voice: closest }),
}
