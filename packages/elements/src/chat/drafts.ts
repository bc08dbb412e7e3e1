import type { Room } from '@sanctuary/sdk-core'

/** What was written and not sent, by room. It lives as long as the page: nothing unsaid is stored. */
const drafts = new WeakMap<Room, string>()

export const readDraft = (room: Room): string => drafts.get(room) ?? ''

export function keepDraft(room: Room, text: string): void {
  drafts.set(room, text)
}
