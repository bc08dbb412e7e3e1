import type { Seed } from '../../src/seed.ts'
import { levelAt } from '../../src/testing/measure.ts'
import { harmonicTone, joined } from '../../src/testing/vowel.ts'
import type { Voice } from '../../src/voice.ts'
import { visit } from './visit.ts'

const sampleRate = 48_000
const WINDOW = 0.1 * sampleRate

/**
 * How loud the natural pitch is in the first 100 ms a listener hears of a voice, dB against the same stretch of the natural voice.
 * The voice is a tone of ten harmonics that starts at once after 0.3 s of silence. Its pitch lies half-way between the first two
 * harmonics of the disguise, so that neither is taken for the other.
 */
export function onsetLeakDb(voice: Voice, seed: Seed): number {
  const pitchHz = 1.5 * voice.pitchHz
  const speech = joined(new Float32Array(0.3 * sampleRate), harmonicTone(pitchHz, 1))
  const { heard } = visit({ sampleRate, voice, seed, speech })
  const opened = heard.findIndex((sample) => sample !== 0)
  if (opened < 0) throw new Error('The gate never opened for a steady tone.')
  const level = (sound: Float32Array) => levelAt(sound.subarray(opened, opened + WINDOW), pitchHz, sampleRate)
  return level(heard) - level(speech)
}
