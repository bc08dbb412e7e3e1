import type { Clock } from '../kernel/clock.ts'

/** A clock that stands still until it is told to move. */
export interface FakeClock extends Clock {
  /** Moves on, running what becomes due in the order of its time. */
  advance(ms: number): void
}

/** @param start - milliseconds since 1970 */
export function createFakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let now = start
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>()
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      waiting.add(timer)
      return () => waiting.delete(timer)
    },
    advance(ms) {
      const end = now + ms
      for (;;) {
        const next = [...waiting].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
        if (!next) break
        waiting.delete(next)
        now = Math.max(now, next.at)
        next.run()
      }
      now = end
    },
  }
}
