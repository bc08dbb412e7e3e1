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
