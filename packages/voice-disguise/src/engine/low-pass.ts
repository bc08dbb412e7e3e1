import { createBiquad, createSection, designLowPass, FOURTH_ORDER_QS } from './biquad.ts'
import type { Stage } from './stage.ts'
import type { CurrentVoice } from './voice-ramp.ts'

/**
 * Removes what lies above the voice's upper edge, where the little details of a mouth and a microphone live. Fourth-order
 * Butterworth; follows the voice while it changes.
 */
export function createLowPass(options: { sampleRate: number; voice: Readonly<CurrentVoice> }): Stage {
  const { sampleRate, voice } = options
  const [gentle, sharp] = [createSection(), createSection()]
  const [first, second] = [createBiquad(gentle), createBiquad(sharp)]
  const state = { designedHz: 0.5 }
  return {
    latencySamples: 0,
    process(block, length) {
      if (voice.lowPassHz !== state.designedHz) {
        const cutoff = Math.min(0.45, voice.lowPassHz / sampleRate)
        designLowPass(gentle, cutoff, FOURTH_ORDER_QS[0])
        designLowPass(sharp, cutoff, FOURTH_ORDER_QS[1])
        state.designedHz = voice.lowPassHz
      }
      first.process(block, length)
      second.process(block, length)
    },
  }
}
