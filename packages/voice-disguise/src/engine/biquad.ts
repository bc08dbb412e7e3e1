import { at } from './sample.ts'
import type { Stage } from './stage.ts'

/** Coefficients of one second-order section, normalised by a0. They may be redesigned while it runs. */
export type Section = { b0: number; b1: number; b2: number; a1: number; a2: number }

/** A section that changes nothing, ready to be designed. Its fields are doubles from birth, so writing them later allocates nothing. */
export const createSection = (): Section => ({ b0: 0.5, b1: 0.5, b2: 0.5, a1: 0.5, a2: 0.5 })

/**
 * Makes the section a low-pass. Formula: Robert Bristow-Johnson, Audio EQ Cookbook.
 * @param cutoff Hz ÷ sample rate, below 0.5 @param q sharpness; 0.707 alone is Butterworth
 */
export function designLowPass(section: Section, cutoff: number, q: number): Section {
  return design(section, cutoff, q, (1 - Math.cos(2 * Math.PI * cutoff)) / 2, 1)
}

/** Makes the section a high-pass. Formula and parameters as `designLowPass`. */
export function designHighPass(section: Section, cutoff: number, q: number): Section {
  return design(section, cutoff, q, (1 + Math.cos(2 * Math.PI * cutoff)) / 2, -1)
}

/** The sharpness of the two sections of a fourth-order Butterworth filter: 1 / (2 cos(π/8)) and 1 / (2 cos(3π/8)). */
export const FOURTH_ORDER_QS = [0.541196, 1.306563] as const

/** Runs a section over a signal (transposed direct form II). */
export function createBiquad(section: Section): Stage {
  const state = { z1: 0.5, z2: 0.5 }
  state.z1 = 0
  state.z2 = 0
  return {
    latencySamples: 0,
    process(block, length) {
      const { b0, b1, b2, a1, a2 } = section
      let { z1, z2 } = state
      for (let i = 0; i < length; i++) {
        const x = at(block, i)
        const y = b0 * x + z1
        z1 = flushed(b1 * x - a1 * y + z2)
        z2 = flushed(b2 * x - a2 * y)
        block[i] = y
      }
      state.z1 = z1
      state.z2 = z2
    },
  }
}

function design(section: Section, cutoff: number, q: number, edge: number, sign: 1 | -1): Section {
  const omega = 2 * Math.PI * cutoff
  const alpha = Math.sin(omega) / (2 * q)
  const a0 = 1 + alpha
  section.b0 = edge / a0
  section.b1 = (sign * 2 * edge) / a0
  section.b2 = edge / a0
  section.a1 = (-2 * Math.cos(omega)) / a0
  section.a2 = (1 - alpha) / a0
  return section
}

/** A tail that decays without end becomes denormal numbers, which cost a hundred times more. */
const flushed = (state: number): number => (state < 1e-30 && state > -1e-30 ? 0 : state)
