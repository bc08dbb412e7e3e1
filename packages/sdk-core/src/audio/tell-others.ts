import { SanctuaryError } from '@sanctuary/protocol'
import { wait } from '../clock.ts'
import type { RoomContext } from '../room-context.ts'

/** What others are told of one's microphone. */
type ToldState = 'on' | 'off' | 'stopped'

/** Says what one's microphone does. */
export interface TellOthers {
  tell(state: ToldState): void
  /** Tells the present state, even when it was told before. */
  again(): void
  /** Another page speaks for this person, or none: tells nothing until `again`. */
  fallSilent(): void
}

/**
 * Tells the newest state only, one call at a time: whoever presses a key quickly does not run into the rate limit, and the last word
 * is the true one.
 */
export function createTellOthers({ call, clock }: Pick<RoomContext, 'call' | 'clock'>): TellOthers {
  let told: ToldState | undefined
  let wanted: ToldState = 'off'
  let speaks = false
  let busy = false

  async function bringUpToDate(): Promise<void> {
    if (busy) return
    busy = true
    while (speaks && told !== wanted) {
      const state = wanted
      try {
        await call('audio.setMicrophone', { state })
        told = state
      } catch (error) {
        if (!(error instanceof SanctuaryError) || !error.retryable)
          told = state // it will not be heard; the next change tries again
        else await wait(clock, error.retryAfterMs ?? 1000)
      }
    }
    busy = false
  }

  return {
    tell(state) {
      wanted = state
      void bringUpToDate()
    },
    again() {
      speaks = true
      told = undefined
      void bringUpToDate()
    },
    fallSilent() {
      speaks = false
    },
  }
}
