/** Fine tuning of a costume; each goes from 0 to 1, and 0 is a setting like any other. */
export type Sliders = {
  /** 0: the liveliest contour a disguise may keep, 1: level. */
  readonly stability: number
  /** 0: half-way to the character, 1: the whole of it. There is no way back to one's own voice. */
  readonly similarity: number
  /** 0: close to the character, 1: freely varied from visit to visit. */
  readonly style: number
  /** 0: soft, 1: clearer between 2 and 4 kHz. */
  readonly boost: number
}

/**
 * Checks sliders from anywhere; what is left out comes from `defaults`.
 * @throws RangeError naming the slider
 */
export function parseSliders(value: unknown, defaults: Sliders): Sliders {
  if (value === undefined) return defaults
  if (typeof value !== 'object' || value === null) throw new RangeError('Sliders are an object. Give stability, similarity, style, boost.')
  const given = value as Record<string, unknown> // read field by field below
  const slider = (name: keyof Sliders) => zeroToOne(name, given[name] ?? defaults[name])
  return { stability: slider('stability'), similarity: slider('similarity'), style: slider('style'), boost: slider('boost') }
}

function zeroToOne(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw new RangeError(`The slider ${name} is ${String(value)}. Give a number from 0 to 1.`)
}
