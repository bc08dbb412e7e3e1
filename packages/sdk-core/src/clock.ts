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

/** Longest wait before the first try, and before any try. */
const firstMs = 500
const longestMs = 10_000

/**
 * How long to wait before try number `attempt`: anywhere between nothing and a bound that doubles ("full jitter"),
 * so that many pages that lost one server do not come back as one wave.
 * See https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param attempt - 0 for the first one after a loss
 * @param atLeastMs - what the server asked for
 */
export function backoffMs(attempt: number, atLeastMs = 0): number {
  const bound = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10))
  return atLeastMs + Math.round(randomFraction() * bound)
}

function randomFraction(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1))
  return word / 2 ** 32
}
