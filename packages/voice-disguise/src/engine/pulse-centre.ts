import type { Ring } from './ring.ts'
import { at } from './sample.ts'

/** One period of a signal and where its energy lies in it. A record, so that asking allocates nothing. */
export type PulseCentre = {
  /** Middle of the period, absolute samples with a fraction. */
  position: number
  /** Its length, samples. */
  period: number
  /** Answer: how far the pulse lies from the middle, samples, weighted by how concentrated the energy is. */
  offset: number
}

const RINGING = 0.1 // of a period: a vowel rings on after its pulse, so a grain's best centre lies a little behind the middle of the energy

/**
 * Finds where the pulse of a period lies. A grain centred on its pulse holds that pulse alone; one centred between two holds the
 * natural period.
 * Formula: the angle of the first circular moment of the energy (circular mean).
 * @param end samples from here on do not exist yet
 */
export function findPulseCentre(signal: Ring, centre: PulseCentre, end: number): void {
  const { samples, mask } = signal
  const { position, period } = centre
  const first = Math.ceil(position - period / 2)
  const last = Math.min(end, Math.ceil(position + period / 2))
  const step = (2 * Math.PI) / period
  const turnCos = Math.cos(step)
  const turnSin = Math.sin(step)
  let cosine = Math.cos(step * (first - position))
  let sine = Math.sin(step * (first - position))
  let total = 1e-12
  let real = 0
  let imaginary = 0
  for (let n = first; n < last; n++) {
    const energy = at(samples, n & mask) ** 2
    total += energy
    real += energy * cosine
    imaginary += energy * sine
    const next = cosine * turnCos - sine * turnSin
    sine = sine * turnCos + cosine * turnSin
    cosine = next
  }
  const concentration = Math.sqrt(real * real + imaginary * imaginary) / total
  centre.offset = concentration * (Math.atan2(imaginary, real) / step + RINGING * period)
}
