import { createMarkerMeter } from './marker.ts'
import { createProbe, decibel, inWindows, power } from './power.ts'

/** Half of what is new in each: sound of at least this length is in one of them with most of its power. */
const windowSamples = 2400
/** How much of the sound each window speaks for. */
export const hopSamples = windowSamples / 2

/**
 * The pitch in the microphone of somebody who is heard at another: only every other harmonic of theirs is one of the disguise. To an
 * eighth of a hertz, so that a loop of eight seconds has no seam.
 */
export const naturalHzOf = (disguisedHz: number): number => Math.round(8 * 1.5 * disguisedHz) / 8

/**
 * A Hann window of 50 ms is zero at ±40 Hz from the middle of a tone and tells 40 Hz apart. These harmonics are 72 Hz or more from every
 * one of a disguise at 145 Hz or above, so that between them lie places where neither is: what is there is a click, which is at every
 * frequency alike.
 */
const naturalHarmonics = [1, 3, 5, 7, 9]
const disguisedHarmonics = [1, 2, 4]
/** A tone stands out when it is so much above each place beside it. Against two of them noise does so at one place in thirty, and at four of five once in 165,000 windows. */
const standsOutDb = 8
const leastStanding = 4

/** What was heard in one window. */
export interface Moment {
  /** When its last sample arrived, in ms since 1970. */
  readonly at: number
  /** Power at the natural pitch where it stands out, in dB; −∞ where it does not. */
  readonly naturalDb: number
  readonly disguisedDb: number
  /** How many of the samples that are new in it have the microphone's whistle in them. */
  readonly markedSamples: number
}

/** What is known of the disguise that is heard. */
export interface Disguised {
  readonly pitchHz: number
  /** For how long the microphone's whistle has to be there to be counted, in steps of 2.5 ms. */
  readonly leastWhistle: number
}

/** Follows one track in windows of 50 ms that overlap by half. */
export function createMeter(
  { pitchHz, leastWhistle }: Disguised,
  tell: (moment: Moment) => void,
  now = Date.now,
): (samples: Float32Array) => void {
  const naturalHz = naturalHzOf(pitchHz)
  // Near it, and a harmonic of the disguise away: pulses of a disguise that are unlike in turn sound at odd halves of its pitch, at all these places alike.
  const besideHz = [-pitchHz, -pitchHz / 4, pitchHz / 4, pitchHz]
  const probe = (hz: number) => createProbe(hz, windowSamples)
  const natural = naturalHarmonics.map((number) => {
    const hz = number * naturalHz
    return { here: probe(hz), beside: besideHz.map((away) => probe(hz + away)) }
  })
  const disguised = disguisedHarmonics.map((number) => probe(number * pitchHz))
  let markedSamples = 0
  const findMarks = createMarkerMeter(leastWhistle, (samples) => {
    markedSamples += samples
  })

  const measure = inWindows(windowSamples, (window) => {
    const standing = natural.flatMap(({ here, beside }) => {
      const level = here(window)
      return beside.every((probe) => level > probe(window) * power(standsOutDb)) ? [level] : []
    })
    tell({
      at: now(),
      naturalDb: standing.length >= leastStanding ? decibel(sum(standing)) : Number.NEGATIVE_INFINITY,
      disguisedDb: decibel(sum(disguised.map((probe) => probe(window)))),
      markedSamples,
    })
    markedSamples = 0
  })
  return (samples) => {
    findMarks(samples)
    measure(samples)
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
