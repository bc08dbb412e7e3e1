import type { Frame, Reply, SanctuaryError } from '@sanctuary/protocol'
import { backoffMs, type Clock } from '../clock.ts'
import { toSanctuaryError } from '../sanctuary-error.ts'
import type { Replica } from './replica.ts'

type Resumed = Reply<'sync.resume'>

/** Keeps the replica level with the server over one live connection. */
export interface CatchUp {
  /** Asks for what is missing. While it is asked for already, once more afterwards. */
  request(): void
  /** Takes a frame the server sent by itself. */
  frame(frame: Frame): void
  stop(): void
}

/**
 * @param resume - asks the server from the given positions
 * @param onWhole - called each time nothing is missing any more
 * @param onFailure - called when asking is of no use on this connection
 */
export function createCatchUp({
  replica,
  clock,
  resume,
  onWhole,
  onDiscontinuity,
  onFailure,
}: {
  replica: Replica
  clock: Clock
  resume: (positions: ReturnType<Replica['positions']>) => Promise<Resumed>
  onWhole: () => void
  onDiscontinuity: (channel: string) => void
  onFailure: (error: SanctuaryError) => void
}): CatchUp {
  let wanted = false
  let asking = false
  let stopped = false
  let fruitless = 0
  /** Frames that came while the answer to an earlier question was on its way, and do not fit yet. */
  const early: Frame[] = []
  let stopWaiting = () => {}

  async function ask() {
    asking = true
    while (wanted && !stopped) {
      wanted = false
      const error = await askOnce()
      if (stopped) return
      if (error) {
        asking = false
        return onFailure(error)
      }
      if (wanted && fruitless > 0) await pause(backoffMs(fruitless))
    }
    asking = false
    if (!stopped) onWhole()
  }

  /** Asks and applies; what comes back is an error that asking again would not cure. */
  async function askOnce(): Promise<SanctuaryError | undefined> {
    const before = replica.positions()
    try {
      const answer = await resume(before)
      if (!stopped) take(answer)
    } catch (cause) {
      const error = toSanctuaryError(cause)
      if (error.code !== 'BUSY' && error.code !== 'RATE_LIMITED') return error
      wanted = true
      if (error.retryAfterMs) await pause(error.retryAfterMs)
    }
    fruitless = JSON.stringify(replica.positions()) === JSON.stringify(before) ? fruitless + 1 : 0
    return undefined
  }

  function take(answer: Resumed) {
    replica.together(() => {
      for (const snapshot of answer.snapshots) replica.replace(snapshot)
      for (const frame of [...answer.frames, ...early.splice(0)]) if (replica.apply(frame) === 'gap') wanted = true
    })
    if (answer.more.length > 0) wanted = true
    answer.discontinuities.forEach(onDiscontinuity)
  }

  const pause = (ms: number) =>
    new Promise<void>((done) => {
      stopWaiting = clock.after(ms, done)
    })

  const request = () => {
    wanted = true
    if (!asking && !stopped) void ask()
  }

  return {
    request,
    frame(frame) {
      if (stopped || replica.apply(frame) !== 'gap') return
      if (asking) early.push(frame)
      else request()
    },
    stop() {
      stopped = true
      stopWaiting()
    },
  }
}
