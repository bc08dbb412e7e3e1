import { setTimeout as wait } from 'node:timers/promises'

/** Longer than anything here takes, even the first time a media server is obtained. */
const limitMs = 300_000

/** @throws Error when it takes so long that it would never come */
export async function within<Result>(what: string, promise: Promise<Result>): Promise<Result> {
  const done = new AbortController()
  const late = wait(limitMs, undefined, { signal: done.signal }).then(() => {
    throw new Error(`${what} took longer than ${limitMs / 1000} s.`)
  })
  late.catch(() => {}) // nobody waits for it any more
  try {
    return await Promise.race([promise, late])
  } finally {
    done.abort()
  }
}
