import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { lock } from 'proper-lockfile'

/** A holder that stops touching its lock for this long is gone. */
const staleAfterMs = 10_000
const askAgainAfterMs = 200

/**
 * Lets only one process at a time work in a folder. The others wait, then run their own work, which finds what the first left.
 * The lock of a process that died is taken over. Should two take it over at once, the one that lost it has its work aborted and
 * waits again.
 * @param folder - exists already
 * @param options.onWait - called once when somebody else is at work
 * @param work - given a signal that ends it on `options.signal` or when the lock is lost
 */
export async function oneAtATime<Result>(
  folder: string,
  options: { signal: AbortSignal; onWait: () => void },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  for (;;) {
    const lost = new AbortController()
    const release = await acquire(folder, options, () => lost.abort())
    try {
      return await work(AbortSignal.any([options.signal, lost.signal]))
    } catch (error) {
      if (!lost.signal.aborted) throw error
    } finally {
      // A lock that cannot be removed goes stale by itself.
      if (!lost.signal.aborted) await release().catch(() => {})
    }
  }
}

async function acquire(
  folder: string,
  { signal, onWait }: { signal: AbortSignal; onWait: () => void },
  onCompromised: () => void,
): Promise<() => Promise<void>> {
  for (let waited = false; ; waited = true) {
    signal.throwIfAborted()
    try {
      return await lock(folder, { lockfilePath: join(folder, 'lock'), stale: staleAfterMs, onCompromised })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error
      if (!waited) onWait()
      // Cancelled or not, the next round sees it.
      await wait(askAgainAfterMs, undefined, { signal }).catch(() => {})
    }
  }
}
