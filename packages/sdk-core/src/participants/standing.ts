import { type ErrorCode, SanctuaryError, type Standing } from '@sanctuary/protocol'
import { computed } from 'nanostores'
import type { Held, RoomContext, Store } from '../room-context.ts'

/** What the end of a stay means. */
const endings: Partial<Record<Standing['state'], { code: ErrorCode; message?: string }>> = {
  left: { code: 'CLOSED' },
  removed: { code: 'REMOVED' },
  banned: { code: 'BANNED' },
  denied: { code: 'REMOVED', message: 'A host did not let you in.' },
  ended: { code: 'ROOM_ENDED' },
}

/**
 * One's own standing in the room.
 * @param first - what joining answered
 */
export function createStanding({ records }: RoomContext, first: Standing): Store<Standing> {
  let last = first
  return computed(records('participants.standing'), (held: readonly Held<'participants.standing'>[]) => {
    last = held[0]?.value ?? last
    return last
  })
}

/** Why a stay in this standing is over; nothing while it lasts. */
export function endingOf({ state, reason }: Standing): SanctuaryError | undefined {
  const ending = endings[state]
  return ending && new SanctuaryError(ending.code, { message: ending.message, details: reason === undefined ? undefined : { reason } })
}
