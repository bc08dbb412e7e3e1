import type { Outcome } from './outcome.ts'
import { everyKind } from './own-kinds.ts'
import { createRandom, type Random } from './random.ts'
import { createPatient, type Patient } from './suffer.ts'
import type { Wear } from './worn.ts'

/** One fault of a run. */
export interface Planned {
  readonly number: number
  readonly kind: string
  readonly seed: number
  readonly wear: Wear
  /** What is worn is drawn from it. */
  readonly wornSeed: number
}

/** A page is not used for more than this many, as nobody's is, and another veil is drawn for the next. */
const faultsPerPage = 40

/**
 * All kinds in turn, in an order of each round's own, so that each follows on each. Every kind meets numbers in one round and a veil in
 * the next. The same seed plans the same.
 */
export function plan(count: number, seed: number): Planned[] {
  const random = createRandom(seed)
  const names = Object.keys(everyKind)
  const planned: { kind: string; wear: Wear }[] = []
  for (let round = 0; planned.length < count; round++) {
    const wearOf = (kind: string): Wear => ((names.indexOf(kind) + round) % 2 === 0 ? 'numbers' : 'veil')
    planned.push(...shuffled(names, random).map((kind) => ({ kind, wear: wearOf(kind) })))
  }
  const worn = { numbers: 0, veil: 0 }
  return planned.slice(0, count).map((each, number) => {
    const wornSeed = seed + Math.floor(worn[each.wear]++ / faultsPerPage)
    return { ...each, number, seed: seed + number, wornSeed }
  })
}

/**
 * Tries faults, some at the same time on speakers of their own.
 * @param lanes - how many speakers
 * @param tell - told each outcome
 * @param signal - begins no more of them
 */
export async function runFaults(
  planned: readonly Planned[],
  lanes: number,
  tell: (planned: Planned, outcome: Outcome) => void,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = sittings(planned)

  async function sit(sitting: readonly Planned[]): Promise<void> {
    let patient: Patient | undefined
    try {
      for (const next of sitting) {
        if (signal?.aborted) return
        patient ??= await createPatient(next.wear, next.wornSeed)
        const outcome = await patient.suffer(next.kind, next.seed)
        tell(next, outcome)
        if (outcome.recovered) continue
        await patient.close()
        patient = undefined
      }
    } finally {
      await patient?.close()
    }
  }

  async function lane(): Promise<void> {
    for (let sitting = waiting.shift(); sitting && !signal?.aborted; sitting = waiting.shift()) await sit(sitting)
  }

  await Promise.all(Array.from({ length: Math.min(lanes, waiting.length) }, lane))
}

/** Those that meet the same disguise on the same page. */
function sittings(planned: readonly Planned[]): Planned[][] {
  const groups = new Map<string, Planned[]>()
  for (const each of planned) {
    const name = `${each.wear} ${each.wornSeed}`
    groups.set(name, [...(groups.get(name) ?? []), each])
  }
  return [...groups.values()]
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
