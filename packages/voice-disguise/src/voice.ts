/** What a listener hears, as numbers. None of them can ask for the speaker's own voice: the pitch is absolute and a contour is never kept whole. */
export type Voice = {
  /** Pitch the speaker's median is moved to, Hz, 80…260. */
  readonly pitchHz: number
  /** Shift of the formants, semitones, −4…+4. Positive sounds like a smaller head. */
  readonly formantSemitones: number
  /** Share of the natural pitch contour that is removed, 0.2…1. */
  readonly flatten: number
  /** Upper edge of what is heard, Hz, 3000…20000. Absent: no low-pass. */
  readonly lowPassHz?: number
}

const ranges = { pitchHz: [80, 260], formantSemitones: [-4, 4], flatten: [0.2, 1], lowPassHz: [3000, 20000] } as const

/**
 * Checks a voice from anywhere and returns it with nothing else attached.
 * @throws RangeError naming the field, its value and its range
 */
export function parseVoice(value: unknown): Voice {
  if (typeof value !== 'object' || value === null) throw new RangeError('A voice is an object. Make one with drawVeil or drawCostume.')
  const voice = value as Record<string, unknown> // read field by field below
  const shape = {
    pitchHz: inRange('pitchHz', voice.pitchHz),
    formantSemitones: inRange('formantSemitones', voice.formantSemitones),
    flatten: inRange('flatten', voice.flatten),
  }
  return voice.lowPassHz === undefined ? shape : { ...shape, lowPassHz: inRange('lowPassHz', voice.lowPassHz) }
}

function inRange(field: keyof typeof ranges, value: unknown): number {
  const [least, most] = ranges[field]
  if (typeof value === 'number' && value >= least && value <= most) return value
  throw new RangeError(`A voice's ${field} is ${String(value)}. Give a number from ${least} to ${most}.`)
}
