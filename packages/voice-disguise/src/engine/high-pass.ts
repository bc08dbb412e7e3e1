import { createBiquad, createSection, designHighPass } from './biquad.ts'
import type { Stage } from './stage.ts'

/** Removes offset and rumble below 70 Hz, which would pull the pitch marks. Second-order Butterworth. @param sampleRate Hz */
export const createHighPass = (sampleRate: number): Stage => createBiquad(designHighPass(createSection(), 70 / sampleRate, Math.SQRT1_2))
