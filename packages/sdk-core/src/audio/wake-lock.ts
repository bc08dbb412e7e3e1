import type { Page } from '../page.ts'

/**
 * Keeps the screen on where the browser can. The system drops the lock when the page is hidden, so it is asked for again when the page
 * is shown.
 * @returns what lets the screen sleep again
 */
export function keepScreenOn(page: Pick<Page, 'on' | 'isHidden'>): () => void {
  const { wakeLock } = navigator as Partial<Pick<Navigator, 'wakeLock'>> // not in every browser
  if (!wakeLock) return () => {}
  let ended = false
  let asking = false
  let lock: WakeLockSentinel | undefined

  async function acquire() {
    if (ended || asking || lock?.released === false || page.isHidden()) return
    asking = true
    try {
      lock = await wakeLock?.request('screen')
      if (ended) await lock?.release()
    } catch {
      // Refused, for example on a low battery: the screen sleeps as it always does.
    }
    asking = false
  }

  void acquire()
  const off = page.on('shown', acquire)
  return () => {
    ended = true
    off()
    void lock?.release()
  }
}
