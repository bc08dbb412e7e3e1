import type { PitchReading } from './pitch-tracker.ts'
import { STEP_SAMPLES } from './stage.ts'

/** How loud sound without a known pitch may be. `value` is updated in place by `advance`, once a step. */
export type UnlockedGain = { readonly now: { value: number }; advance(): void }

const CLEAR_BELOW = 0.6 // where two readings in a row would be a lock
const SUSPECT_ABOVE = 0.8 // where one would be
const FADE_IN_SECONDS = 0.01

/**
 * Consonants pass; what is already a little periodic but not yet locked does not, for it would carry the natural pitch. Falls at
 * once, rises slowly.
 */
export function createUnlockedGain(options: { sampleRate: number; pitch: Readonly<PitchReading> }): UnlockedGain {
  const { sampleRate, pitch } = options
  const rise = STEP_SAMPLES / (FADE_IN_SECONDS * sampleRate)
  const now = { value: 0.5 }
  now.value = 0
  return {
    now,
    advance() {
      const allowed = Math.max(0, Math.min(1, (SUSPECT_ABOVE - pitch.periodicity) / (SUSPECT_ABOVE - CLEAR_BELOW)))
      now.value = Math.min(allowed, now.value + rise)
    },
  }
}
