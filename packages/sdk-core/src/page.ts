export type PageEvent = 'shown' | 'hidden' | 'online' | 'offline'

/** What the SDK asks of the page around it. */
export interface Page {
  isHidden(): boolean
  /** `false` only where the device is sure to have no network. */
  isOnline(): boolean
  /** `shown` comes too often rather than too seldom: visible again, or back from the browser's page cache. */
  on(event: PageEvent, listener: () => void): () => void
}

/** The page this code runs in; in Node or a worker one that is always shown. */
export function createPage(): Page {
  const page = globalThis.document
  const isHidden = () => page?.visibilityState === 'hidden'

  const follow = (target: EventTarget | undefined, event: string, listener: () => void) => {
    target?.addEventListener?.(event, listener)
    return () => target?.removeEventListener?.(event, listener)
  }

  return {
    isHidden,
    isOnline: () => globalThis.navigator?.onLine !== false,
    on(event, listener) {
      if (event === 'online' || event === 'offline') return follow(globalThis as unknown as EventTarget, event, listener)
      const whenTrue = () => isHidden() === (event === 'hidden') && listener()
      const stops = [follow(page, 'visibilitychange', whenTrue)]
      if (event === 'shown') stops.push(follow(globalThis as unknown as EventTarget, 'pageshow', listener))
      return () => stops.forEach((stop) => stop())
    },
  }
}
