import { heardRate } from '../../packages/server-kit/src/livekit/testing/listen.ts'

/** Asks a stretch of sound for one frequency. */
export type Probe = (samples: Float32Array) => number

/**
 * Power at one frequency, by a Hann window over all samples: a tone of amplitude 1 has power ¼.
 * @param length - how many samples the stretch has; of 50 ms, a tone 40 Hz away is not seen any more, and of 5 ms one 400 Hz away
 */
export function createProbe(hz: number, length: number): Probe {
  const shape = (wave: (angle: number) => number) =>
    Float32Array.from({ length }, (_, at) => (1 - Math.cos((2 * Math.PI * at) / length)) * wave((2 * Math.PI * hz * at) / heardRate))
  const [cos, sin] = [shape(Math.cos), shape(Math.sin)]
  return (samples) => {
    let re = 0
    let im = 0
    for (let at = 0; at < length; at++) {
      const sample = samples[at] ?? 0
      re += sample * (cos[at] ?? 0)
      im += sample * (sin[at] ?? 0)
    }
    return (re * re + im * im) / length ** 2
  }
}

/** How many dB a power is, or the other way round. */
export const decibel = (power: number): number => 10 * Math.log10(power)
export const power = (db: number): number => 10 ** (db / 10)

/** Follows sound in stretches of one length that overlap by half. */
export function inWindows(length: number, look: (window: Float32Array) => void): (samples: Float32Array) => void {
  const held = new Float32Array(length)
  let filled = 0
  return (samples) => {
    for (const sample of samples) {
      held[filled++] = sample
      if (filled < length) continue
      look(held)
      held.copyWithin(0, length / 2)
      filled = length / 2
    }
  }
}
