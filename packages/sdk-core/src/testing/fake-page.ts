import { createEvents } from '../events.ts'
import type { Page, PageEvent } from '../page.ts'

/** A page that is hidden and loses its network when a test says so. */
export interface FakePage extends Page {
  setHidden(hidden: boolean): void
  setOnline(online: boolean): void
}

/** Makes a page that is shown and online. */
export function createFakePage(): FakePage {
  const events = createEvents<Record<PageEvent, undefined>>()
  let hidden = false
  let online = true
  return {
    isHidden: () => hidden,
    isOnline: () => online,
    on: (event, listener) => events.on(event, listener),
    setHidden(next) {
      hidden = next
      events.emit(next ? 'hidden' : 'shown', undefined)
    },
    setOnline(next) {
      online = next
      events.emit(next ? 'online' : 'offline', undefined)
    },
  }
}
