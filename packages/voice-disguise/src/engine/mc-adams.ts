import { PLACES } from '../voice.ts'
import { createPlaces } from './places.ts'
import { at } from './sample.ts'
import type { CurrentVoice } from './voice-ramp.ts'

/** What a frame's spectrum is multiplied by, as the natural logarithm of power at each bin up to `BAND_HZ`. */
export type LogGain = Float64Array

const MOST = Math.log(10 ** (18 / 10)) // 18 dB: deeper, and the noise between the resonances would be heard

/**
 * Bends the places of resonances by McAdams' formula φ → φ^α (McAdams, 1984; as a disguise: Patino et al., 2021, "Speaker
 * anonymisation using the McAdams coefficient"). There it turns the poles of a filter; here the same line is drawn over the spectrum
 * and moved, which needs no roots, cannot become unstable and follows a changing α without a step.
 */
export type McAdams = {
  /** Writes the gain that turns the envelope into the one bent as the voice asks. */
  bend(logPower: Float64Array, gain: LogGain): void
}

/** @param bins how many bins there are up to 8 kHz, where φ is π @param voice read live */
export function createMcAdams({ bins, voice }: { bins: number; voice: Readonly<CurrentVoice> }): McAdams {
  const angles = Float64Array.from({ length: bins }, (_, k) => (Math.PI * k) / (bins - 1))
  const source = new Float64Array(bins)
  const places = createPlaces(bins, PLACES, (k) => (k / (bins - 1)) * (PLACES - 1))
  const made = { coefficient: 0.5 }

  /** Where the envelope that is to be heard at each bin stands in the natural one. */
  function place() {
    if (voice.mcAdams === made.coefficient) return
    made.coefficient = voice.mcAdams
    const power = 1 / voice.mcAdams
    for (let k = 0; k < bins; k++) source[k] = Math.min(bins - 1.001, (at(angles, k) ** power * (bins - 1)) / Math.PI)
  }

  return {
    bend(logPower, gain) {
      place()
      const { contrasts } = voice
      for (let k = 0; k < bins; k++) {
        const from = at(source, k)
        const low = Math.floor(from)
        const moved = at(logPower, low) + (from - low) * (at(logPower, low + 1) - at(logPower, low))
        const p = at(places.low, k)
        const contrast = at(contrasts, p) + at(places.share, k) * (at(contrasts, p + 1) - at(contrasts, p))
        gain[k] = Math.max(-MOST, Math.min(MOST, moved * contrast - at(logPower, k)))
      }
    },
  }
}
