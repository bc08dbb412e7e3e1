import type { Patient } from './suffer.ts'
import type { Row } from './summary.ts'
import type { Wear } from './worn.ts'

/** How well the measure notices what must never happen, done on purpose. */
export type Control = Row & {
  /** The shortest stretch of the microphone itself that was noticed each time, as was every longer one. */
  readonly detectsFromMs: number | 'never'
}

const trackMs = 300
/** What has to be noticed at least, in ms: see `leastWhistle`. */
const detectsAtLeastFromMs: Readonly<Record<Wear, number>> = { numbers: 5, veil: 30 }

/**
 * Hands the microphone's own track to the connection, and lets the microphone around the disguise for shorter and shorter times.
 * @param lengthsMs - how long it is let out, in ms
 * @param times - how often each
 */
export async function tryControl(patient: Patient, wear: Wear, lengthsMs: readonly number[], times: number): Promise<Control> {
  const whole = await patient.sendRaw(trackMs)
  let { undisguisedSamples } = whole
  let injected = 1
  let detectsFromMs: number | 'never' = 'never'
  let isNoticed = true
  for (const ms of [...lengthsMs].sort((one, other) => other - one)) {
    for (let time = 0; time < times; time++) {
      const heard = await patient.leak(ms)
      injected += 1
      undisguisedSamples += heard.undisguisedSamples
      isNoticed &&= heard.undisguisedSamples > 0
    }
    if (isNoticed) detectsFromMs = ms
  }
  const passed =
    whole.undisguisedSamples > 0 && whole.rawTracks === 1 && detectsFromMs !== 'never' && detectsFromMs <= detectsAtLeastFromMs[wear]
  const row = { kind: `control, ${wear}: the microphone itself is heard`, injected, veils: wear === 'veil' ? injected : 0 }
  return {
    ...row,
    undisguisedSamples,
    rawTracks: whole.rawTracks,
    told: null,
    toldWithinMs: null,
    recovered: injected,
    detectsFromMs,
    passed,
  }
}
