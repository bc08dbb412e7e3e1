import { describe, expect, it } from 'vitest'
import { disguised } from '../testing/disguised.ts'
import { measureFormants } from '../testing/formants.ts'
import { synthesizeVowel, vowels } from '../testing/vowel.ts'

const sampleRate = 48_000
/** Glides, or the peaks would stick to the harmonics. */
const glide = (t: number) => 110 * 2 ** (0.15 * Math.sin(7 * t))
const voice = { pitchHz: 120, formantSemitones: 0, flatten: 0.2, normalise: 0 }
/** φ → φ^α, where 8 kHz is π. */
const bent = (hz: number, coefficient: number) => (8000 / Math.PI) * ((Math.PI * hz) / 8000) ** coefficient
const formantsOf = (sound: Float32Array) => measureFormants(sound.subarray(0.4 * sampleRate), sampleRate)

describe.each(['a', 'i'] as const)('the resonances of the vowel %s', (name) => {
  const vowel = synthesizeVowel({ pitchHz: glide, seconds: 1.6, formantsHz: vowels[name] })
  const straight = formantsOf(disguised(vowel, voice))

  it.each([0.87, 0.93, 1.1])('stand where McAdams’ formula puts them for a coefficient of %d', (mcAdams) => {
    const found = formantsOf(disguised(vowel, { ...voice, mcAdams }))
    for (const formant of straight.filter((hz) => hz > 400 && hz < 3000)) {
      const wanted = bent(formant, mcAdams)
      const error = Math.min(...found.map((hz) => Math.abs(hz / wanted - 1)))
      expect(error).toBeLessThan(0.1)
    }
  })
})

it('moves them by more than this measure errs', () => {
  expect(bent(vowels.a[0], 0.87) / vowels.a[0]).toBeGreaterThan(1.15)
})
