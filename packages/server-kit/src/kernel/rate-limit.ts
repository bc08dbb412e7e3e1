import { type Rate, type RateClass, rates, SanctuaryError } from '@sanctuary/protocol'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Counts how often somebody does something. Await it: a store shared by several nodes cannot answer at once. */
export interface RateLimits {
  /**
   * @param key - a participant's id, or the HMAC of a network prefix
   * @param cost - how many points this takes; default 1
   * @throws `RATE_LIMITED` with `retryAfterMs`
   */
  consume(rateClass: RateClass, key: string, cost?: number): Promise<void>
}

export interface RateLimitOptions {
  /** Other numbers for some of the classes. */
  readonly overrides?: Partial<Record<RateClass, Rate>> | undefined
  /** Most keys a class remembers; above it everyone starts afresh, which bounds the memory a flood of addresses can take. */
  readonly maxKeys?: number
}

/** Rate limits in this node's memory. */
export function createRateLimits({ overrides = {}, maxKeys = 50_000 }: RateLimitOptions = {}): RateLimits {
  const names = Object.keys(rates) as RateClass[]
  const counters = Object.fromEntries(names.map((name) => [name, createCounter({ ...rates[name], ...overrides[name] }, maxKeys)]))
  return {
    async consume(rateClass, key, cost = 1) {
      await counters[rateClass]?.(key, cost)
    },
  }
}

function createCounter({ points, seconds }: Rate, maxKeys: number) {
  const create = () => new RateLimiterMemory({ points, duration: seconds })
  let limiter = create()
  let begun = 0
  const count = ({ isFirstInDuration }: RateLimiterRes) => {
    if (!isFirstInDuration || ++begun <= maxKeys) return
    limiter = create() // the old one empties itself as its windows end
    begun = 0
  }
  return async (key: string, cost: number) => {
    try {
      count(await limiter.consume(key, cost))
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      count(refused)
      throw new SanctuaryError('RATE_LIMITED', { retryAfterMs: Math.max(1, Math.ceil(refused.msBeforeNext)) })
    }
  }
}
