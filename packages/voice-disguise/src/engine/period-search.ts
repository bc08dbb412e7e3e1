import { at } from './sample.ts'

/** The best period in a stretch of signal. Updated in place. */
type FoundPeriod = {
  /** Samples, with a fraction. */
  lag: number
  /** Normalised autocorrelation there, 0…1. */
  correlation: number
  /** Mean square of the newest window. */
  power: number
}

/** Finds the period of the newest part of a history. */
export type PeriodSearch = {
  readonly historyLength: number
  readonly found: Readonly<FoundPeriod>
  /** The period a moment ago, for the caller to set; 0 where there was none. */
  readonly expected: { lag: number }
  /** @param history `historyLength` samples, oldest first */
  run(history: Float64Array): void
}

// Both costs after Boersma (1993), "Accurate short-term analysis of the fundamental frequency": they settle near ties only.
const OCTAVE_COST = 0.03
const JUMP_COST = 0.12
const AT_ONCE = 4

/**
 * Compares the newest window with every earlier one and takes the highest peak; a lower octave and a jump away from the expected
 * period each cost a little, so that double periods and momentary errors lose.
 */
export function createPeriodSearch(range: { windowLength: number; shortestLag: number; longestLag: number }): PeriodSearch {
  const { windowLength, shortestLag, longestLag } = range
  const historyLength = windowLength + longestLag + 1 + AT_ONCE
  const correlations = new Float64Array(longestLag + 2 + AT_ONCE)
  const octaveCosts = Float64Array.from({ length: longestLag + 2 }, (_, lag) => OCTAVE_COST * Math.log2(Math.max(1, lag) / shortestLag))
  const found: FoundPeriod = { lag: 0.5, correlation: 0.5, power: 0.5 }
  const expected = { lag: 0.5 }

  function correlate(history: Float64Array) {
    const start = historyLength - windowLength
    let newest = 0
    for (let i = start; i < historyLength; i++) newest += at(history, i) ** 2
    let earlier = 0
    for (let i = start - shortestLag + 1; i < historyLength - shortestLag + 1; i++) earlier += at(history, i) ** 2
    for (let lag = shortestLag - 1; lag <= longestLag + 1; lag += AT_ONCE) correlateFour(history, start, lag, correlations)
    for (let lag = shortestLag - 1; lag <= longestLag + 1; lag++) {
      correlations[lag] = at(correlations, lag) / Math.sqrt(newest * Math.max(earlier, 0) + 1e-12)
      if (lag > longestLag) break
      earlier += at(history, start - lag - 1) ** 2 - at(history, historyLength - lag - 1) ** 2
    }
    found.power = newest / windowLength
  }

  return {
    historyLength,
    found,
    expected,
    run(history) {
      correlate(history)
      let best = 0
      let bestScore = Number.NEGATIVE_INFINITY
      for (let lag = shortestLag; lag <= longestLag; lag++) {
        const value = at(correlations, lag)
        if (value < at(correlations, lag - 1) || value < at(correlations, lag + 1)) continue
        const jump = expected.lag > 0 ? JUMP_COST * Math.min(1, Math.abs(Math.log2(lag / expected.lag))) : 0
        const score = value - at(octaveCosts, lag) - jump
        if (score <= bestScore) continue
        best = lag
        bestScore = score
      }
      found.correlation = best > 0 ? Math.max(0, Math.min(1, at(correlations, best))) : 0
      if (best > 0) found.lag = best + peakOffset(at(correlations, best - 1), at(correlations, best), at(correlations, best + 1))
    },
  }
}

/**
 * Writes the sums of products of the newest window with those `lag` to `lag + 3` earlier. Four at once, so that each sample is fetched
 * once for all of them and no sum waits for itself: this loop is a large part of the engine's cost.
 */
function correlateFour(history: Float64Array, start: number, lag: number, into: Float64Array) {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let first = at(history, start - lag - 1)
  let second = at(history, start - lag - 2)
  let third = at(history, start - lag - 3)
  for (let i = start; i < history.length; i++) {
    const now = at(history, i)
    const then = at(history, i - lag)
    a += now * then
    b += now * first
    c += now * second
    d += now * third
    third = second
    second = first
    first = then
  }
  into[lag] = a
  into[lag + 1] = b
  into[lag + 2] = c
  into[lag + 3] = d
}

/** Where the top of the parabola through three neighbours lies, from −½ to ½ around the middle one. */
function peakOffset(left: number, middle: number, right: number): number {
  const curvature = left - 2 * middle + right
  return Math.abs(curvature) > 1e-9 ? Math.max(-0.5, Math.min(0.5, (0.5 * (left - right)) / curvature)) : 0
}
