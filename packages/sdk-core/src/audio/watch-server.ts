import { every } from '../clock.ts'
import type { RoomContext } from '../room-context.ts'

/** Without word from the server for this long, one's own voice ends. */
export const patienceMs = 3000
const askEveryMs = 1000

/**
 * Asks the server for nothing, again and again: a connection that died silently calls itself live for half a minute.
 * @param onSilence - told once, when nothing was answered for `patienceMs`
 * @returns what ends the asking
 */
export function watchServer({ call, clock }: Pick<RoomContext, 'call' | 'clock'>, onSilence: () => void): () => void {
  let giveUp = clock.after(patienceMs, onSilence)
  let over = false
  const hear = () => {
    giveUp()
    if (!over) giveUp = clock.after(patienceMs, onSilence)
  }
  const stop = every(clock, askEveryMs, () => {
    // Nothing is before the first message. An error is no word: it may have been made in this page.
    call('sync.history', { channel: 'room', type: 'chat.message', before: 1, limit: 1 }).then(hear, () => {})
  })
  return () => {
    over = true
    stop()
    giveUp()
  }
}
