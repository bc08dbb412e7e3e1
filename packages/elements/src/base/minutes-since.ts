import type { Room } from '@sanctuary/sdk-core'

const minuteMs = 60_000

/** Whole minutes since a moment, by the server's clock. Never below 0. */
export function minutesSince(iso: string, room: Pick<Room, '$now'> | undefined): number {
  return room ? Math.max(0, Math.floor((room.$now() - Date.parse(iso)) / minuteMs)) : 0
}
