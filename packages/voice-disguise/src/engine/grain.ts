import type { Ring } from './ring.ts'
import { at } from './sample.ts'

/** One short piece of sound: where it is read, where it goes and how it is stretched. */
export type Grain = {
  /** Centre in the source, absolute samples with a fraction. */
  source: number
  /** Centre in the target, absolute samples with a fraction. */
  target: number
  /** Half its length in the target, samples. */
  halfLength: number
  /** Reading speed: above 1 moves formants up. */
  rate: number
  gain: number
}

const TABLE_LENGTH = 1024
const hann = Float64Array.from(
  { length: TABLE_LENGTH + 2 },
  (_, i) => 0.5 + 0.5 * Math.cos((Math.PI * Math.min(i, TABLE_LENGTH)) / TABLE_LENGTH),
)

/** Adds a Hann-shaped grain of the source to the target, reading between samples by a Catmull-Rom cubic. */
export function addGrain(source: Ring, target: Ring, grain: Grain): void {
  const { samples, mask } = source
  const { source: centre, halfLength, rate, gain } = grain
  const first = Math.ceil(grain.target - halfLength)
  const last = Math.floor(grain.target + halfLength)
  const tableStep = TABLE_LENGTH / halfLength
  for (let n = first; n <= last; n++) {
    const away = n - grain.target
    const entry = Math.abs(away) * tableStep
    const left = Math.floor(entry)
    const window = at(hann, left) + (at(hann, left + 1) - at(hann, left)) * (entry - left)
    const position = centre + away * rate
    const whole = Math.floor(position)
    const t = position - whole
    const a = at(samples, (whole - 1) & mask)
    const b = at(samples, whole & mask)
    const c = at(samples, (whole + 1) & mask)
    const d = at(samples, (whole + 2) & mask)
    const value = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    const place = n & target.mask
    target.samples[place] = at(target.samples, place) + value * window * gain
  }
}
