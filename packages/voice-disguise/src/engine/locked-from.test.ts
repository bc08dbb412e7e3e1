import { describe, expect, it } from 'vitest'
import { between } from '../testing/disguised.ts'
import { levelAt } from '../testing/measure.ts'
import { seedOf } from '../testing/seed-of.ts'
import { joined, noise, synthesizeVowel, vowels } from '../testing/vowel.ts'
import { createEngine } from './create-engine.ts'

const sampleRate = 48_000
const voice = { pitchHz: 150, formantSemitones: -1.5, flatten: 1, normalise: 0 }

function heard(sound: Float32Array) {
  const engine = createEngine({ sampleRate, voice, seed: seedOf(1) })
  const output = new Float32Array(sound.length)
  engine.process(sound, output)
  return { output, lockedFrom: engine.lockedFrom(), latency: engine.latencySamples }
}

describe('the moment from which on the pitch is known', () => {
  it.each([
    ['silence', new Float32Array(2 * sampleRate)],
    ['noise', noise(2 * sampleRate, 0.1, 3)],
    [
      'a vowel too short to be sure of',
      joined(new Float32Array(sampleRate), synthesizeVowel({ pitchHz: 220, seconds: 0.02, formantsHz: vowels.a })),
    ],
  ])('never comes in %s', (_, sound) => {
    expect(heard(sound).lockedFrom).toBeUndefined()
  })

  it.each([100, 220])('comes within 50 ms of a vowel at %d Hz, whose natural pitch is 20 dB down from then on', (pitchHz) => {
    const vowel = synthesizeVowel({ pitchHz, seconds: 0.5, formantsHz: vowels.a })
    const { output, lockedFrom = Number.NaN, latency } = heard(joined(new Float32Array(sampleRate), vowel))
    expect(lockedFrom - latency - sampleRate).toBeLessThan(0.05 * sampleRate)
    const from = lockedFrom / sampleRate
    const natural = levelAt(between(vowel, 0.2, 0.28), pitchHz, sampleRate)
    expect(levelAt(between(output, from, from + 0.08), pitchHz, sampleRate)).toBeLessThan(natural - 20)
  })
})
