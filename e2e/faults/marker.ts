import type { Sound } from '../audio/wav.ts'
import { createProbe, inWindows, type Probe, power } from './power.ts'

/**
 * A whistle in the microphone, higher than any voice. A disguise moves it down and takes it away; the way to a listener carries it. What
 * went around the disguise is known by it within a few milliseconds, long before a pitch can be told.
 */
const whistleHz = 10_200
const amplitude = 0.04

/** Half of what is new in each: 5 ms. */
const windowSamples = 240
const markerHopSamples = windowSamples / 2
/**
 * The codec tells how loud a short whistle is, and not where: it spreads it over one of its bands, from 9.6 to 12 kHz. A disguise leaves
 * that one empty. A click is as loud in the next one, up to 15.6 kHz, and louder where the codec follows the wave itself; a whistle is not.
 */
const whistleBand = [9900, 10_300, 10_700, 11_100, 11_500]
const besideBands = [
  { band: [12_700, 13_100, 13_500, 13_900, 14_300], standsOutDb: 10 },
  { band: [5300, 5700, 6100, 6500, 6900], standsOutDb: 3 },
]
/** At a listener the band is at −35 dB or more when 5 ms of the microphone arrive, at −45 when 2 ms do, and at −75 or less otherwise. */
const leastDb = -60

/** What somebody says, with the whistle in it: it swells as their voice does, or noise suppression would take both for a hum. */
export function marked({ rate, samples }: Sound): Sound {
  const whistle = (seconds: number) =>
    amplitude * (0.65 - 0.35 * Math.cos(2 * Math.PI * 4 * seconds)) * Math.sin(2 * Math.PI * whistleHz * seconds)
  return { rate, samples: samples.map((sample, at) => sample + whistle(at / rate)) }
}

/** The whistle may be inaudible for so long without having ended: 10 ms. */
const gapHops = 4

/**
 * Follows one track, and tells how many samples have the whistle in them.
 * @param leastHops - shorter ones do not count
 */
export function createMarkerMeter(leastHops: number, found: (samples: number) => void): (samples: Float32Array) => void {
  const probesOf = (band: readonly number[]) => band.map((hz) => createProbe(hz, windowSamples))
  const whistle = probesOf(whistleBand)
  const besides = besideBands.map(({ band, standsOutDb }) => ({ probes: probesOf(band), times: power(standsOutDb) }))
  let untold = 0
  let isLong = false
  let gap = 0
  return inWindows(windowSamples, (window) => {
    const level = average(whistle, window)
    const isHeard = 4 * level > power(leastDb) && besides.every(({ probes, times }) => level > times * average(probes, window))
    gap = isHeard ? 0 : gap + 1
    if (gap > gapHops) {
      untold = 0
      isLong = false
    }
    if (!isHeard) return
    untold += 1
    isLong ||= untold >= leastHops
    if (!isLong) return
    found(untold * markerHopSamples)
    untold = 0
  })
}

const average = (probes: readonly Probe[], window: Float32Array) => probes.reduce((sum, probe) => sum + probe(window), 0) / probes.length
