import type { Sound } from '../audio/wav.ts'
import { createProbe, inWindows, power } from './power.ts'

/**
 * A whistle in the microphone, higher than any voice. A disguise moves it and takes it away, and the way to a listener carries it: what
 * went around the disguise is known by it within a few milliseconds, long before a pitch can be told.
 */
export const markerHz = 9100
const amplitude = 0.04

/** Half of what is new in each: 5 ms. A Hann window of this length is zero at ±400 Hz from the middle of a tone. */
const windowSamples = 240
export const markerHopSamples = windowSamples / 2
const besideHz = 600
/** A click is at every frequency alike, and a whistle only where it is. */
const standsOutDb = 10
/** Of the microphone itself a listener hears the whistle at −40 dB or more, and 2 ms of it at −52. */
const leastDb = -58

/** What somebody says, with the whistle in it. */
export function marked({ rate, samples }: Sound): Sound {
  return { rate, samples: samples.map((sample, at) => sample + amplitude * Math.sin((2 * Math.PI * markerHz * at) / rate)) }
}

/** Follows one track, and tells of each 2.5 ms with the whistle in it. */
export function createMarkerMeter(found: () => void): (samples: Float32Array) => void {
  const here = createProbe(markerHz, windowSamples)
  const beside = [markerHz - besideHz, markerHz + besideHz].map((hz) => createProbe(hz, windowSamples))
  return inWindows(windowSamples, (window) => {
    const level = here(window)
    if (level < power(leastDb) / 4) return
    if (beside.every((probe) => level > probe(window) * power(standsOutDb))) found()
  })
}
