import type { JoinReply, Reply } from '@sanctuary/protocol'
import { backoffMs, type Clock } from '../clock.ts'
import { toSanctuaryError } from '../sanctuary-error.ts'
import type { ServerClock } from '../server-clock.ts'

/** The short-lived participant token. It is held here, in memory, and nowhere else. */
export interface Pass {
  token(): string
  /** Comes back with the credential for a new token. Several callers at once share one try. */
  renew(): Promise<void>
  stop(): void
}

/** Part of a token's life after which it is replaced. */
const refreshAt = 0.7

/**
 * @param refresh - asks for a new token with the one in use
 * @param rejoin - asks for a new token with the credential
 */
export function createPass({
  first,
  clock,
  serverClock,
  refresh,
  rejoin,
}: {
  first: Pick<JoinReply, 'token' | 'expiresAt'>
  clock: Clock
  serverClock: ServerClock
  refresh: () => Promise<Reply<'sync.refresh'>>
  rejoin: () => Promise<Pick<JoinReply, 'token' | 'expiresAt'>>
}): Pass {
  let current = first
  let stopped = false
  let renewing: Promise<void> | undefined
  let stopTimer = () => {}
  let failures = 0

  function take(next: Pick<JoinReply, 'token' | 'expiresAt'>) {
    current = next
    failures = 0
    plan((Date.parse(next.expiresAt) - serverClock.now()) * refreshAt)
  }

  function plan(ms: number) {
    stopTimer()
    if (!stopped) stopTimer = clock.after(Math.max(0, ms), () => void refreshNow())
  }

  async function refreshNow() {
    try {
      take(await refresh())
    } catch (cause) {
      // The server says so when the token is over, and then it is renewed; until then trying again is enough.
      plan(backoffMs(++failures, toSanctuaryError(cause).retryAfterMs ?? 1_000))
    }
  }

  take(first)

  return {
    token: () => current.token,
    renew() {
      renewing ??= rejoin()
        .then(take)
        .finally(() => {
          renewing = undefined
        })
      return renewing
    },
    stop() {
      stopped = true
      stopTimer()
    },
  }
}
