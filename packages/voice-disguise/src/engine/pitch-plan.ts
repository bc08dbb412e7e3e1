import type { Marks } from './marks.ts'
import type { PitchReading } from './pitch-tracker.ts'
import { at } from './sample.ts'
import type { CurrentVoice } from './voice-ramp.ts'

/** Decides how long a period the listener hears. */
export type PitchPlan = {
  /** The answer of the last `plan`, samples. */
  readonly heard: { samples: number }
  /** Takes in the tracker's latest reading; call at every step. */
  update(): void
  /**
   * Plans the period to hear for a mark. Without a known pitch the last ratio is kept, for a ratio of 1 would let the natural pitch
   * through.
   */
  plan(slot: number): void
}

const LOWEST_HEARD_HZ = 70
const HIGHEST_HEARD_HZ = 400
const RATIO_SHARE = 0.3 // of the newest grain: the last period of a dying vowel is often an error
const PRIOR_HZ = 150
const PRIOR_READINGS = 10 // of 5 ms: the first moments of a voice are often an error, and never its usual pitch
const USUAL_READINGS = 400 // the speaker's usual pitch moves with a time constant of 2 s

/**
 * Moves the speaker's usual pitch to the voice's and shrinks the contour around it:
 * heard = usual · (target ÷ usual) ^ depth · (natural ÷ usual) ^ (1 − flatten).
 */
export function createPitchPlan(options: {
  sampleRate: number
  marks: Marks
  pitch: Readonly<PitchReading>
  voice: Readonly<CurrentVoice>
}): PitchPlan {
  const { sampleRate, marks, pitch, voice } = options
  const usual = { logHz: Math.log2(PRIOR_HZ), readings: 0 }
  const last = { ratio: 1.5 }
  const heard = { samples: 0.5 }

  return {
    heard,
    update() {
      if (pitch.lockedCount === usual.readings) return
      usual.readings = pitch.lockedCount
      const logHz = Math.log2(sampleRate / pitch.periodSamples)
      usual.logHz += (logHz - usual.logHz) / Math.min(usual.readings + PRIOR_READINGS, USUAL_READINGS)
    },
    plan(slot) {
      const natural = at(marks.periods, slot)
      if (marks.locks[slot] === 0) {
        heard.samples = natural * last.ratio
        return
      }
      const away = Math.log2(sampleRate / natural) - usual.logHz
      const middle = usual.logHz + voice.pitchDepth * (Math.log2(voice.pitchHz) - usual.logHz)
      const heardHz = 2 ** (middle + (1 - voice.flatten) * away)
      heard.samples = sampleRate / Math.max(LOWEST_HEARD_HZ, Math.min(HIGHEST_HEARD_HZ, heardHz))
      last.ratio += RATIO_SHARE * (heard.samples / natural - last.ratio)
    },
  }
}
