import { heardRate } from '../../packages/server-kit/src/livekit/testing/listen.ts'

/** The pitch in the microphone, and the one of the disguise: only every third harmonic of the one is one of the other. */
export const naturalHz = 160
export const disguisedHz = 240

/** Half of what is new in each: sound of at least this length is in one of them with most of its power. */
const windowSamples = 2400
/** How much of the sound each window speaks for. */
export const hopSamples = windowSamples / 2

/**
 * A Hann window of 50 ms is zero at ±40 Hz from the middle of a tone and tells 40 Hz apart. These are 80 Hz from every harmonic of the
 * disguise, so that between them lie places where neither is: what is there is a click, which is at every frequency alike.
 */
const naturalHarmonics = [1, 2, 4, 5, 7, 8].map((number) => number * naturalHz)
const besideHz = 40
const disguisedHarmonics = [disguisedHz, 3 * disguisedHz]
/**
 * A tone stands out when it is so much above what is beside it. Noise does so at one place in thirty, and at four of six once in 60,000
 * windows; of a natural voice 40 ms long, four do (tried eight times at random moments of its swell).
 */
const standsOutDb = 8
const leastStanding = 4

/** What was heard in one window. */
export interface Moment {
  /** When its last sample arrived, in ms since 1970. */
  readonly at: number
  /** Power at the natural pitch where it stands out, in dB; −∞ where it does not. */
  readonly naturalDb: number
  readonly disguisedDb: number
}

/** Follows one track in windows of 50 ms that overlap by half. */
export function createMeter(tell: (moment: Moment) => void, now = Date.now): (samples: Float32Array) => void {
  const held = new Float32Array(windowSamples)
  let filled = 0
  return (samples) => {
    for (const sample of samples) {
      held[filled++] = sample
      if (filled < windowSamples) continue
      tell({ at: now(), ...measure(held) })
      held.copyWithin(0, hopSamples)
      filled = windowSamples - hopSamples
    }
  }
}

function measure(window: Float32Array): Omit<Moment, 'at'> {
  const standing = naturalHarmonics.map((hz) => {
    const power = powerAt(window, hz)
    const beside = Math.max(powerAt(window, hz - besideHz), powerAt(window, hz + besideHz))
    return power > beside * 10 ** (standsOutDb / 10) ? power : 0
  })
  const isVoice = standing.filter((power) => power > 0).length >= leastStanding
  return {
    naturalDb: isVoice ? decibel(sum(standing)) : Number.NEGATIVE_INFINITY,
    disguisedDb: decibel(sum(disguisedHarmonics.map((hz) => powerAt(window, hz)))),
  }
}

const waves = new Map<number, { cos: Float32Array; sin: Float32Array }>()

/** Power at one frequency, by a Hann window over all samples. */
function powerAt(window: Float32Array, hz: number): number {
  const { cos, sin } = waves.get(hz) ?? waveOf(hz)
  let re = 0
  let im = 0
  for (let at = 0; at < windowSamples; at++) {
    const sample = window[at] ?? 0
    re += sample * (cos[at] ?? 0)
    im += sample * (sin[at] ?? 0)
  }
  return (re * re + im * im) / windowSamples ** 2
}

function waveOf(hz: number) {
  const shape = (wave: (angle: number) => number) =>
    Float32Array.from({ length: windowSamples }, (_, at) => {
      return (1 - Math.cos((2 * Math.PI * at) / windowSamples)) * wave((2 * Math.PI * hz * at) / heardRate)
    })
  const made = { cos: shape(Math.cos), sin: shape(Math.sin) }
  waves.set(hz, made)
  return made
}

const decibel = (power: number) => 10 * Math.log10(power)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
