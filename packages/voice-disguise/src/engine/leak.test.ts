import { describe, expect, it } from 'vitest'
import { between, disguised } from '../testing/disguised.ts'
import { levelAt } from '../testing/measure.ts'
import { seedOf } from '../testing/seed-of.ts'
import { harmonicTone, joined, noise, synthesizeVowel, vowels } from '../testing/vowel.ts'
import { createEngine } from './create-engine.ts'

const sampleRate = 48_000
/** Natural pitch and the one to hear, far enough apart for an 80 ms window to tell them. */
const pairs = [
  [220, 150],
  [100, 150],
  [110, 195],
  [125, 215],
  [240, 165],
] as const
/** With the lowest formants a veil draws: their grains are the longest and leak the most. */
const voice = (pitchHz: number) => ({ pitchHz, formantSemitones: -4, flatten: 1, normalise: 0 })

describe.each(pairs)('the natural pitch of %d Hz, heard at %d Hz,', (natural, target) => {
  const steady = harmonicTone(natural, 2)
  const reference = levelAt(between(steady, 1, 1.08), natural, sampleRate)

  it('lies 30 dB down in a steady tone', () => {
    const heard = between(disguised(steady, voice(target)), 0.5, 1.9)
    expect(levelAt(heard, natural, sampleRate)).toBeLessThan(reference - 30)
    expect(levelAt(heard, target, sampleRate)).toBeGreaterThan(reference - 12)
  })

  it.each([
    ['the very first sound', () => new Float32Array(6000), 1],
    ['onsets after silence', (index: number) => new Float32Array(6000 + 137 * index), 6],
    ['onsets after a consonant', (index: number) => noise(6000 + 137 * index, 0.05, index), 6],
  ])('lies 20 dB down through %s', (_name, gap, count) => {
    for (const formantsHz of [vowels.a, vowels.i]) {
      const vowel = faded(synthesizeVowel({ pitchHz: natural, seconds: 0.3, formantsHz }))
      const parts = Array.from({ length: count }, (_, index) => [gap(index), vowel]).flat()
      const heard = disguised(joined(...parts, new Float32Array(6000)), voice(target))
      const steadyPart = levelAt(between(vowel, 0.12, 0.2), natural, sampleRate)
      for (const onset of onsetsOf(parts)) expect(loudestAt(natural, heard, onset - 0.08, onset + 0.04)).toBeLessThan(steadyPart - 20)
    }
  })

  it.each([0.15, 0.3, 0.45, 0.6])('lies 30 dB down in a voice so hoarse (noise %d) that it is found now and then or never', (level) => {
    const heard = disguised(hoarse(steady, level), voice(target))
    expect(levelAt(between(heard, 0.8, 1.9), natural, sampleRate)).toBeLessThan(reference - 30)
  })

  it.each([1, 1.5])('no longer stands out in a place so loud (noise %d) that no voice is found', (level) => {
    const sound = hoarse(steady, level)
    expect(prominence(between(sound, 0.8, 1.9), natural, natural)).toBeGreaterThan(14)
    expect(prominence(between(disguised(sound, voice(target)), 0.8, 1.9), natural, natural)).toBeLessThan(8)
  })

  it('lies 20 dB down while the voice changes', () => {
    const engine = createEngine({ sampleRate, voice: voice(target), seed: seedOf(1) })
    const heard = new Float32Array(steady.length)
    engine.process(between(steady, 0, 1), heard.subarray(0, sampleRate))
    engine.setVoice({ pitchHz: target * 1.03, formantSemitones: 1, flatten: 1, normalise: 0 })
    engine.process(between(steady, 1, 2), heard.subarray(sampleRate))
    expect(loudestAt(natural, heard, 0.9, 1.2)).toBeLessThan(reference - 20)
  })

  it.each([0.7, 1.5])('lies 20 dB down when the pitch glides into it from %d times as high', (from) => {
    const glide = (seconds: number) => natural * from ** Math.max(0, Math.min(1, 1 - (seconds - 0.4) / 0.1))
    const heard = disguised(harmonicTone(glide, 1), voice(target))
    expect(loudestAt(natural, heard, 0.35, 0.8)).toBeLessThan(reference - 20)
  })

  it('is found by this measure in the natural voice', () => {
    expect(loudestAt(natural, steady, 0.9, 1.2)).toBeGreaterThan(reference - 1)
  })
})

describe.each([45, 52, 58, 63])('a creaking voice at %d Hz, too low to be followed,', (creak) => {
  const sound = joined(synthesizeVowel({ pitchHz: 140, seconds: 0.5 }), harmonicTone(creak, 1.5))
  const heard = disguised(sound, voice(150))

  it.each([1, 2, 3, 4])('does not show its harmonic %d', (harmonic) => {
    expect(prominence(between(sound, 0.8, 1.9), harmonic * creak, creak)).toBeGreaterThan(25)
    expect(prominence(between(heard, 0.8, 1.9), harmonic * creak, creak)).toBeLessThan(8)
  })
})

/** A tone under noise from half a second on. */
const hoarse = (tone: Float32Array, level: number) => joined(between(tone, 0, 0.5), mixed(between(tone, 0.5, 2), noise(72_000, level)))

const mixed = (a: Float32Array, b: Float32Array) => a.map((value, n) => value + (b[n] ?? 0))

/** The seconds at which every second part begins. */
function onsetsOf(parts: Float32Array[]): number[] {
  let samples = 0
  return parts.flatMap(({ length }, index) => {
    samples += length
    return index % 2 === 0 ? [samples / sampleRate] : []
  })
}

/** Begins and ends within 3 ms, as abruptly as a voice can. */
function faded(sound: Float32Array): Float32Array {
  const ramp = 0.003 * sampleRate
  return sound.map((value, n) => {
    const edge = Math.min(1, n / ramp, (sound.length - 1 - n) / ramp)
    return value * (0.5 - 0.5 * Math.cos(Math.PI * edge))
  })
}

/** The highest level of a frequency in any 80 ms that begin between two moments. */
function loudestAt(hz: number, sound: Float32Array, from: number, to: number): number {
  let loudest = Number.NEGATIVE_INFINITY
  for (let start = Math.max(0, from); start <= to; start += 0.01) {
    loudest = Math.max(loudest, levelAt(between(sound, start, start + 0.08), hz, sampleRate))
  }
  return loudest
}

/** How far a harmonic stands above what lies half-way to its neighbours, dB: the power in tenths of a second, on average. */
function prominence(sound: Float32Array, hz: number, pitchHz: number): number {
  const tenths = Array.from({ length: 10 }, (_, tenth) => between(sound, tenth * 0.11, (tenth + 1) * 0.11))
  const power = (at: number) => tenths.reduce((sum, part) => sum + 10 ** (levelAt(part, at, sampleRate) / 10), 0)
  return 10 * Math.log10(power(hz) / Math.sqrt(power(hz - pitchHz / 2) * power(hz + pitchHz / 2)))
}
