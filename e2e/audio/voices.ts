import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { decodeWav, type Sound } from './wav.ts'

/** Somebody reading three sentences with pauses between them. */
export async function speech(): Promise<Sound> {
  const text = 'Good evening to everyone here. . . I would like to say something today. . . It has been a very long week for me. . .'
  const { stdout } = await promisify(execFile)('espeak-ng', ['-v', 'en-us', '-s', '150', '--stdout', text], {
    encoding: 'buffer',
    maxBuffer: 1e8,
  })
  return decodeWav(stdout)
}

/**
 * A sung vowel whose pitch never moves: harmonics of one frequency under formants of an open "a", swelling four times a second as
 * syllables do, so that no noise suppression takes it for a hum.
 */
export function vowel(pitchHz: number, seconds = 8, rate = 48_000): Sound {
  const samples = new Float32Array(seconds * rate)
  const formants = [
    [700, 130],
    [1220, 140],
    [2600, 160],
  ] as const
  const harmonics = Array.from({ length: Math.floor(4000 / pitchHz) }, (_, index) => {
    const hz = (index + 1) * pitchHz
    const gain = formants.reduce((sum, [middle, width]) => sum + 1 / (1 + ((hz - middle) / width) ** 2), 0.05)
    return { hz, gain: gain / Math.sqrt(index + 1) }
  })
  for (let at = 0; at < samples.length; at++) {
    const time = at / rate
    const swell = 0.55 - 0.45 * Math.cos(2 * Math.PI * 4 * time)
    let sum = 0
    for (const { hz, gain } of harmonics) sum += gain * Math.sin(2 * Math.PI * hz * time)
    samples[at] = 0.12 * swell * sum
  }
  return { rate, samples }
}
