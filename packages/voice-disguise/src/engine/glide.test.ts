import { expect, it } from 'vitest'
import { costumeNames } from '../costume.ts'
import { levelAt, loudness } from '../testing/measure.ts'
import { seedOf } from '../testing/seed-of.ts'
import { harmonicTone } from '../testing/vowel.ts'
import { drawVoice, type VoiceChoice } from '../voice-choice.ts'
import { createEngine } from './create-engine.ts'

const sampleRate = 48_000
const naturalHz = 84 // below whatever a choice asks for, so that nothing of a disguise lies there
const seed = seedOf(4)
const choices: VoiceChoice[] = [
  { mode: 'veil' },
  { mode: 'strong-veil' },
  ...costumeNames.map((name) => ({ mode: 'costume', name }) as const),
]
const pairs = choices.flatMap((from, i) => choices.slice(i + 1).map((to) => [nameOf(from), nameOf(to), from, to] as const))

const HOLD = 0.5 * sampleRate
const at = (seconds: number) => Math.round(seconds * sampleRate)
const steepest = (sound: Float32Array) =>
  sound.reduce((most, value, n) => (n > 0 ? Math.max(most, Math.abs(value - (sound[n - 1] ?? 0))) : 0), 0)
const windows = (sound: Float32Array, length: number) =>
  Array.from({ length: Math.floor((2 * sound.length) / length) - 1 }, (_, i) => sound.subarray((i * length) / 2, (i * length) / 2 + length))

it.each(pairs)('from %s to %s and back there is no click, no gap and no natural pitch', (_from, _to, from, to) => {
  const [a, b] = [drawVoice(from, seed), drawVoice(to, seed)]
  const speech = harmonicTone(naturalHz, 2)
  const engine = createEngine({ sampleRate, voice: a, seed })
  const heard = new Float32Array(speech.length)
  for (const [part, voice] of [a, a, b, a].entries()) {
    engine.setVoice(voice)
    engine.process(speech.subarray(part * HOLD, (part + 1) * HOLD), heard.subarray(part * HOLD, (part + 1) * HOLD))
  }
  const steady = [0.8, 1.3, 1.8].map((start) => heard.subarray(at(start), at(start + 0.2)))
  const natural = levelAt(speech.subarray(0, at(0.1)), naturalHz, sampleRate)
  for (const change of [1, 1.5]) {
    const moment = heard.subarray(at(change), at(change + 0.25))
    expect(steepest(moment)).toBeLessThan(1.5 * Math.max(...steady.map(steepest)))
    const softest = Math.min(...windows(moment, at(0.02)).map(loudness))
    expect(softest).toBeGreaterThan(Math.min(...steady.map((sound) => Math.min(...windows(sound, at(0.02)).map(loudness)))) - 6)
    for (const window of windows(moment, at(0.1))) expect(levelAt(window, naturalHz, sampleRate) - natural).toBeLessThan(-20)
  }
})

function nameOf(choice: VoiceChoice): string {
  return choice.mode === 'costume' ? choice.name : choice.mode
}
