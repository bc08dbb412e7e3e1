import { levelAt } from './analysis.ts'
import type { Sound } from './wav.ts'

/** How much of two pitches is in a sound, in dB. */
export interface Pitches {
  /** The speaker's own, where it stands out from what is beside it: a click of a busy machine is at every frequency alike. */
  natural(sound: Sound): number
  disguised(sound: Sound): number
}

/** @param naturalHz - its first and third harmonics are looked at; choose the other pitch so that none of its harmonics comes near them */
export function createPitches(naturalHz: number, disguisedHz: number): Pitches {
  const naturalHarmonics = [naturalHz, 3 * naturalHz]
  const disguisedHarmonics = [disguisedHz, 2 * disguisedHz, 5 * disguisedHz]
  return {
    natural: (sound) => Math.max(...naturalHarmonics.map((hz) => standingOut(sound, hz))),
    disguised: (sound) => levelAt(sound, disguisedHarmonics),
  }
}

function standingOut(sound: Sound, hz: number): number {
  const db = levelAt(sound, [hz])
  const beside = [-30, -18, 18, 30].map((offset) => levelAt(sound, [hz + offset]))
  return db > Math.max(...beside) + 3 ? db : Number.NEGATIVE_INFINITY
}

/** Quarters of a second, long enough to tell 220 from 150 Hz. */
export function windows({ rate, samples }: Sound): Sound[] {
  const length = rate / 4
  return Array.from({ length: Math.floor(samples.length / length) }, (_, at) => ({
    rate,
    samples: samples.subarray(at * length, (at + 1) * length),
  }))
}
