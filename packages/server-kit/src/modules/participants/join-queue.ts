import { type RoomId, SanctuaryError } from '@sanctuary/protocol'

/** Most people one transaction lets in. */
const maxCrowd = 64
/** Most who may wait at one room's door. */
const maxWaiting = 2000

interface Waiting<Wish, Result> {
  readonly wish: Wish
  readonly settle: (result: Result) => void
  readonly fail: (error: unknown) => void
}

/**
 * One crowd at a time goes through a room's door: whoever comes while a transaction is under way shares the next one. Nobody waits for
 * company when the door is free.
 * @param admit - lets a crowd in; its results are in the order of the wishes, a refusal is an error in its place
 */
export function createJoinQueue<Wish, Result>(
  admit: (room: RoomId, wishes: readonly Wish[]) => Promise<readonly (Result | SanctuaryError)[]>,
) {
  const doors = new Map<RoomId, Waiting<Wish, Result>[]>()

  async function open(room: RoomId, queue: Waiting<Wish, Result>[]): Promise<void> {
    while (queue.length > 0) {
      const crowd = queue.splice(0, maxCrowd)
      try {
        const results = await admit(
          room,
          crowd.map(({ wish }) => wish),
        )
        crowd.forEach(({ settle, fail }, index) => {
          const result = results[index]
          if (result === undefined || result instanceof SanctuaryError) fail(result ?? new SanctuaryError('INTERNAL'))
          else settle(result)
        })
      } catch (error) {
        for (const { fail } of crowd) fail(error)
      }
    }
    doors.delete(room)
  }

  return (room: RoomId, wish: Wish): Promise<Result> =>
    new Promise((settle, fail) => {
      const queue = doors.get(room)
      if (!queue) {
        const fresh = [{ wish, settle, fail }]
        doors.set(room, fresh)
        void open(room, fresh)
      } else if (queue.length < maxWaiting) queue.push({ wish, settle, fail })
      else fail(new SanctuaryError('BUSY', { retryAfterMs: 1000 }))
    })
}
