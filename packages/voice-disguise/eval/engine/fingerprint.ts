import { createHash } from 'node:crypto'
import { harmonicTone, joined, noise, synthesizeVowel, vowels } from '../../src/testing/vowel.ts'
import { jobSeed } from './job-seed.ts'
import type { Setting } from './settings.ts'
import { visit } from './visit.ts'

const sampleRate = 48_000
const draws = [7, 8, 9]
const pause = new Float32Array(0.2 * sampleRate)
const before = joined(synthesizeVowel({ pitchHz: 190, seconds: 0.8, formantsHz: vowels.i }), noise(0.2 * sampleRate, 0.1))

/** What voices do: rise and fall, hiss, fall silent, grow hoarse, creak, leap an octave and whisper. */
const speech = joined(
  synthesizeVowel({ pitchHz: (t) => 120 + 50 * Math.sin(7 * t), seconds: 0.7 }),
  noise(0.15 * sampleRate, 0.2),
  synthesizeVowel({ pitchHz: (t) => 240 - 90 * t, seconds: 0.5, formantsHz: vowels.u, breath: 0.1 }),
  pause,
  harmonicTone(52, 0.4),
  synthesizeVowel({ pitchHz: (t) => (t < 0.2 ? 110 : 220), seconds: 0.4, formantsHz: vowels.i }),
  noise(0.3 * sampleRate, 0.01),
  synthesizeVowel({ pitchHz: 330, seconds: 0.3, breath: 0.4 }),
  pause,
)

/**
 * Tells what a setting was measured with by what the engine makes of a short sound in it, to the last bit. An engine that only became
 * faster or tidier keeps what was measured, and so do all settings but the one that was changed.
 */
export function fingerprint(setting: Setting): string {
  const hash = createHash('sha256')
  for (const seed of draws.map(jobSeed)) {
    for (const check of [before, undefined]) {
      const { heard, engine } = visit({ sampleRate, voice: setting(seed), seed, speech, ...(check && { before: check.slice() }) })
      hash.update(new Uint8Array(heard.buffer, heard.byteOffset, heard.byteLength)).update(`${engine.latencySamples}`)
    }
  }
  return hash.digest('hex').slice(0, 12)
}
