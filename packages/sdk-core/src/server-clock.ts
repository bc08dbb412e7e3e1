import type { Clock } from './clock.ts'

/** The server's time, measured over this device's clock, which may be days off. */
export interface ServerClock {
  /** The server's time in ms. */
  now(): number
  /**
   * Learns from an answer.
   * @param serverTime - what the server's clock said, ISO 8601
   * @param askedAt - this device's time when the question left, in ms
   */
  learn(serverTime: string, askedAt: number): void
}

/** Keeps the most exact measurement until a newer one contradicts it, as after a change of the device's clock. */
export function createServerClock(clock: Clock): ServerClock {
  let offset = 0
  let uncertainty = Number.POSITIVE_INFINITY

  return {
    now: () => clock.now() + offset,
    learn(serverTime, askedAt) {
      const heardAt = clock.now()
      const doubt = Math.max(0, heardAt - askedAt) / 2
      const measured = Date.parse(serverTime) - (askedAt + heardAt) / 2
      if (Number.isNaN(measured)) return
      const contradicted = Math.abs(measured - offset) > doubt + uncertainty
      if (doubt > uncertainty && !contradicted) return
      offset = measured
      uncertainty = doubt
    },
  }
}
