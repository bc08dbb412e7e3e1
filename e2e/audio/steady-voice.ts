import type { Voice } from '../../packages/sdk-core/src/voices.ts'

const places = (value: number): readonly number[] => Array<number>(7).fill(value)

/** Numbers of a test's own, of which none is left to be drawn: only where the echoes lie differs from visit to visit. */
export const steadyVoice = (pitchHz: number): Voice => ({
  pitchHz,
  formantSemitones: 1,
  flatten: 1,
  mcAdams: 1,
  contrasts: places(1),
  bumps: places(0),
  diffusion: 0.4,
})
