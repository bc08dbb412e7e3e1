/** What a listener hears, as numbers. None of them can ask for the speaker's own pitch: it is absolute, and a contour is never kept whole. */
export type Voice = {
  /** Pitch the speaker's median is moved to, Hz, 80…260. */
  readonly pitchHz: number
  /** Share of the way from the speaker's median to `pitchHz`, 0.5…1. Default 1. */
  readonly pitchDepth?: number
  /** Shift of the formants, semitones, −4…+4. Positive sounds like a smaller head. */
  readonly formantSemitones: number
  /** Share of the natural pitch contour that is removed, 0.2…1. */
  readonly flatten: number
  /** McAdams coefficient, 0.6…1.15: bends the distances between formants. Below 1 spreads low ones upwards, 1 bends nothing. Default 1. */
  readonly mcAdams?: number
  /** How far the long-term spectrum is pulled to the common one, 0…1. Default 1. */
  readonly normalise?: number
  /** What is added to the common spectrum, dB, −15…15 at seven places from low to high. Default none. */
  readonly bumps?: readonly number[]
  /** How far resonances stand out, 0.4…1.6 at seven places from low to high. Default 1: as far as they do. */
  readonly contrasts?: readonly number[]
  /** Lift at 2–4 kHz, dB, 0…3. Default 0. */
  readonly presence?: number
  /** How loud the sound is that is scattered over a few milliseconds, beside the straight one, 0…1.2. Where it is scattered is the visit's. Default 0. */
  readonly diffusion?: number
  /** Upper edge of what is heard, Hz, 3000…20000. Absent, or above 10000: 10000. */
  readonly lowPassHz?: number
}

/** How many places `bumps` and `contrasts` have, evenly from 0 to 8 kHz. */
export const PLACES = 7

const ranges = {
  pitchHz: [80, 260],
  pitchDepth: [0.5, 1],
  formantSemitones: [-4, 4],
  flatten: [0.2, 1],
  mcAdams: [0.6, 1.15],
  normalise: [0, 1],
  presence: [0, 3],
  diffusion: [0, 1.2],
  lowPassHz: [3000, 20000],
} as const
const lists = { bumps: [-15, 15], contrasts: [0.4, 1.6] } as const
const optional = ['pitchDepth', 'mcAdams', 'normalise', 'presence', 'diffusion', 'lowPassHz'] as const

/**
 * Checks a voice from anywhere and returns it with nothing else attached.
 * @throws RangeError naming the field, its value and its range
 */
export function parseVoice(value: unknown): Voice {
  if (typeof value !== 'object' || value === null) throw new RangeError('A voice is an object. Make one with drawVoice.')
  const voice = value as Record<string, unknown> // read field by field below
  const field = (name: keyof typeof ranges) => requireRange(name, voice[name], ranges[name])
  return {
    pitchHz: field('pitchHz'),
    formantSemitones: field('formantSemitones'),
    flatten: field('flatten'),
    ...Object.fromEntries(optional.filter((name) => voice[name] !== undefined).map((name) => [name, field(name)])),
    ...(voice.bumps === undefined ? {} : { bumps: parseList('bumps', voice.bumps) }),
    ...(voice.contrasts === undefined ? {} : { contrasts: parseList('contrasts', voice.contrasts) }),
  }
}

function parseList(field: keyof typeof lists, value: unknown): readonly number[] {
  if (!Array.isArray(value) || value.length !== PLACES) {
    throw new RangeError(`A voice's ${field} are not a list. Give a number for each of ${PLACES} places.`)
  }
  return value.map((number) => requireRange(field, number, lists[field]))
}

/** @throws RangeError naming the field, its value and its range */
export function requireRange(field: string, value: unknown, [least, most]: readonly [number, number]): number {
  if (typeof value === 'number' && value >= least && value <= most) return value
  throw new RangeError(`A voice's ${field} is ${String(value)}. Give a number from ${least} to ${most}.`)
}
