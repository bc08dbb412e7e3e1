/** Time, given from outside so that tests can move it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /**
   * Runs something once, later. Does not keep the process alive.
   * @returns a function that calls it off
   */
  after(ms: number, run: () => void): () => void
}

/** The computer's own clock. */
export const systemClock: Clock = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
