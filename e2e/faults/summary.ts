import type { Outcome } from './suffer.ts'

/** What became of all faults of a kind, as it is kept in `docs/results/voice-faults.json`. */
export interface Row {
  readonly kind: string
  readonly injected: number
  /** Samples of the natural voice at the listener. */
  readonly undisguisedSamples: number
  /** Tracks of a microphone that were handed to a peer connection. */
  readonly rawTracks: number
  /** 95 of 100 were told why they are not heard within this time; null where the sound need not stop. */
  readonly toldWithinMs: number | 'never' | null
  /** How many were heard again, disguised. */
  readonly recovered: number
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
  const toldWithinMs = toldMs === undefined ? null : Number.isFinite(toldMs) ? toldMs : 'never'
  const recovered = outcomes.filter((outcome) => outcome.recovered).length
  const passed = undisguisedSamples === 0 && rawTracks === 0 && recovered === outcomes.length && (toldMs ?? 0) <= toldSoonEnoughMs
  return { kind, injected: outcomes.length, undisguisedSamples, rawTracks, toldWithinMs, recovered, passed }
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.POSITIVE_INFINITY
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
