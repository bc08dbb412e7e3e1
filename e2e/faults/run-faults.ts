import { kinds } from './kinds.ts'
import { createRandom, type Random } from './random.ts'
import { createPatient, type Outcome, type Patient } from './suffer.ts'

/** One fault of a run. */
export interface Planned {
  readonly number: number
  readonly kind: string
  readonly seed: number
}

/** A page is not used for more than this many, as nobody's is. */
const faultsPerPage = 40

/** All kinds in turn, in an order of each round's own, so that each follows on each. The same seed plans the same. */
export function plan(count: number, seed: number): Planned[] {
  const random = createRandom(seed)
  const names: string[] = []
  while (names.length < count) names.push(...shuffled(Object.keys(kinds), random))
  return names.slice(0, count).map((kind, number) => ({ number, kind, seed: seed + number }))
}

/**
 * Tries faults, some at the same time on speakers of their own.
 * @param lanes - how many speakers
 * @param tell - told each outcome
 */
export async function runFaults(
  planned: readonly Planned[],
  lanes: number,
  tell: (planned: Planned, outcome: Outcome) => void,
): Promise<void> {
  const waiting = [...planned]

  async function lane(): Promise<void> {
    let patient: Patient | undefined
    let used = 0
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        patient ??= await createPatient()
        const outcome = await patient.suffer(next.kind, next.seed)
        tell(next, outcome)
        if (outcome.recovered && ++used < faultsPerPage) continue
        await patient.close()
        patient = undefined
        used = 0
      }
    } finally {
      await patient?.close()
    }
  }

  await Promise.all(Array.from({ length: Math.min(lanes, planned.length) }, lane))
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
