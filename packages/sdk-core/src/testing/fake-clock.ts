import type { Clock } from '../clock.ts'

/** A clock that stands still until it is moved. */
export interface FakeClock extends Clock {
  /**
   * Lets time pass. Everything that falls due runs in its order, and what it sets going is waited for before the next.
   * @param ms - how far
   */
  advance(ms: number): Promise<void>
}

/** @param start - the first moment, in ms since 1970 */
export function createFakeClock(start = Date.parse('2026-01-01T12:00:00Z')): FakeClock {
  const waiting: { at: number; run: () => void }[] = []
  let now = start

  return {
    now: () => now,
    after(ms, run) {
      const entry = { at: now + Math.max(0, ms), run }
      const place = waiting.findIndex(({ at }) => at > entry.at)
      waiting.splice(place === -1 ? waiting.length : place, 0, entry)
      return () => {
        const index = waiting.indexOf(entry)
        if (index !== -1) waiting.splice(index, 1)
      }
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (let next = waiting[0]; next && next.at <= end; next = waiting[0]) {
        waiting.shift()
        now = next.at
        next.run()
        await settle()
      }
      now = end
    },
  }
}

/** Waits until promises that are ready have run: one turn of the event loop behind all of them. */
export const settle = (): Promise<void> =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      done()
    }
    port2.postMessage(undefined)
  })
