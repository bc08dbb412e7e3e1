/** Time as the SDK sees it, so that tests need not wait. */
export interface Clock {
  /** This device's time in ms since 1970. It may be wrong; the room's `$now` is the server's. */
  now(): number
  /**
   * Runs something once, later.
   * @param ms - how long to wait
   * @returns a function that cancels it
   */
  after(ms: number, run: () => void): () => void
}

/** The device's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * Runs something again and again until it is stopped.
 * @param ms - time between two runs; the first one comes after it
 */
export function every(clock: Clock, ms: number, run: () => void): () => void {
  let stop = clock.after(ms, again)
  function again() {
    stop = clock.after(ms, again)
    run()
  }
  return () => stop()
}

/** Settles after `ms` on this clock. */
export const wait = (clock: Clock, ms: number): Promise<void> => new Promise((done) => clock.after(ms, done))
