import type { Outcome } from './outcome.ts'
import { everyKind } from './own-kinds.ts'

/** What became of all faults of a kind, as it is kept in `docs/results/voice-faults.json`. */
export interface Row {
  readonly kind: string
  readonly injected: number
  /** How many of them met a veil, drawn as for everybody; the others numbers of a test's own. */
  readonly veils: number
  /** Samples at the listener that were not disguised. */
  readonly undisguisedSamples: number
  /** Tracks of a microphone that were handed to a peer connection. */
  readonly rawTracks: number
  /** How many were told why they are not heard; null where the sound need not stop. */
  readonly told: number | null
  /** 95 of 100 were told within this time. */
  readonly toldWithinMs: number | 'never' | null
  /** How many were heard again, disguised. */
  readonly recovered: number
  /** Where one's own voice was open by consent: how often the consent ended with the fault… */
  readonly consentsEnded?: number
  /** …and the longest time it was heard after it had been shut, by the fault or by choosing a disguise. */
  readonly heardAfterMs?: number
  /** The longest time its sound was on its way to the listener, measured when it began and when the disguise came back. */
  readonly onItsWayMs?: number
  readonly passed: boolean
}

const toldSoonEnoughMs = 1000

/** One row a kind, in the order of their names. */
export function summarise(outcomes: readonly Outcome[]): Row[] {
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))].sort()
  return kinds.map((kind) =>
    rowOf(
      kind,
      outcomes.filter((outcome) => outcome.kind === kind),
    ),
  )
}

function rowOf(kind: string, outcomes: readonly Outcome[]): Row {
  const undisguisedSamples = sum(outcomes.map((outcome) => outcome.undisguisedSamples))
  const rawTracks = sum(outcomes.map((outcome) => outcome.rawTracks))
  const told = outcomes.flatMap(({ toldMs }) => (toldMs === undefined ? [] : [toldMs === 'never' ? Number.POSITIVE_INFINITY : toldMs]))
  const toldMs = told.length > 0 ? p95(told) : undefined
  const recovered = count(outcomes, (outcome) => outcome.recovered)
  return {
    ...{ kind, injected: outcomes.length, veils: count(outcomes, ({ wear }) => wear === 'veil'), undisguisedSamples, rawTracks },
    told: toldMs === undefined ? null : count(told, Number.isFinite),
    toldWithinMs: toldMs === undefined ? null : Number.isFinite(toldMs) ? toldMs : 'never',
    recovered,
    ...ownVoice(outcomes),
    passed:
      undisguisedSamples + rawTracks === 0 && recovered === outcomes.length && (toldMs ?? 0) <= toldSoonEnoughMs && outcomes.every(isOver),
  }
}

function ownVoice(outcomes: readonly Outcome[]): Pick<Row, 'consentsEnded' | 'heardAfterMs' | 'onItsWayMs'> {
  if (outcomes.every(({ consent }) => consent === undefined)) return {}
  return {
    consentsEnded: count(outcomes, ({ consent }) => consent === 'ended'),
    heardAfterMs: Math.max(...outcomes.map(({ heardAfterMs }) => heardAfterMs ?? 0)),
    onItsWayMs: Math.max(...outcomes.map(({ onItsWayMs }) => onItsWayMs ?? 0)),
  }
}

/** Whether a consent that a fault has to end was over. */
export const isOver = ({ kind, consent }: Outcome): boolean => everyKind[kind]?.consent !== 'ends' || consent === 'ended'

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.POSITIVE_INFINITY
}

const count = <Item>(items: readonly Item[], like: (item: Item) => boolean) => items.filter(like).length
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
