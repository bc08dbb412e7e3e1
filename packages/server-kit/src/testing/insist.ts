import { setTimeout as wait } from 'node:timers/promises'
import { SanctuaryError } from '@sanctuary/protocol'

/** Calls again while the server is busy, as the SDK does; a machine that runs many tests at once is. */
export async function insist<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof SanctuaryError) || error.code !== 'BUSY') throw error
      await wait(error.retryAfterMs ?? 100)
    }
  }
}
