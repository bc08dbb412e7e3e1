import { at } from './sample.ts'
import type { Stage } from './stage.ts'

const CEILING = 0.89 // −1 dBFS
const LOOK_AHEAD_SECONDS = 0.001
const RELEASE_SECONDS = 0.08

/**
 * Holds every peak at −1 dBFS. It looks 1 ms ahead: the gain a peak needs is held for that long and averaged over as long, so it
 * arrives exactly with the peak and without a step.
 * @param sampleRate Hz
 */
export function createLimiter(sampleRate: number): Stage {
  const ahead = Math.max(1, Math.round(LOOK_AHEAD_SECONDS * sampleRate))
  const release = 1 - Math.exp(-1 / (RELEASE_SECONDS * sampleRate))
  const delayed = new Float64Array(ahead)
  const wanted = new Float64Array(ahead).fill(1)
  const held = new Float64Array(ahead).fill(1)
  const state = { slot: 0, least: 1.5, leastAge: 0, released: 1.5, heldSum: 1.5 }
  state.least = 1
  state.released = 1
  state.heldSum = ahead

  /** The least of the last `ahead` wanted gains. Looks through them again only when the least one has left. */
  function leastOf(gain: number): number {
    wanted[state.slot] = gain
    state.leastAge++
    if (gain <= state.least) {
      state.least = gain
      state.leastAge = 0
    } else if (state.leastAge >= ahead) {
      state.least = gain
      state.leastAge = 0
      for (let age = 1; age < ahead; age++) {
        const value = at(wanted, (state.slot - age + ahead) % ahead)
        if (value >= state.least) continue
        state.least = value
        state.leastAge = age
      }
    }
    return state.least
  }

  /** The mean of the last `ahead` gains. Summed afresh once a round, so that rounding errors cannot pile up. */
  function meanWith(gain: number): number {
    state.heldSum += gain - at(held, state.slot)
    held[state.slot] = gain
    if (state.slot === 0) {
      state.heldSum = 0
      for (let i = 0; i < ahead; i++) state.heldSum += at(held, i)
    }
    return state.heldSum / ahead
  }

  return {
    latencySamples: ahead - 1,
    process(block, length) {
      for (let i = 0; i < length; i++) {
        const sample = at(block, i)
        const level = Math.abs(sample)
        const least = leastOf(level > CEILING ? CEILING / level : 1)
        state.released = Math.min(least, state.released + (1 - state.released) * release)
        const gain = meanWith(state.released)
        delayed[state.slot] = sample
        state.slot = state.slot + 1 === ahead ? 0 : state.slot + 1
        const limited = at(delayed, state.slot) * gain
        block[i] = Math.max(-CEILING, Math.min(CEILING, limited))
      }
    },
  }
}
