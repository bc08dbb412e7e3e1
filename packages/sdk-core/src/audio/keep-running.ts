import type { Page } from '../page.ts'

const presses = ['pointerdown', 'keydown', 'touchend'] as const

/**
 * Brings an audio context back whenever it stands still: browsers start it only after a press, and a phone call suspends it. Tries at
 * once, when the page is shown again, and at each press.
 * @returns what ends that
 */
export function keepRunning(context: AudioContext, page: Pick<Page, 'on'>): () => void {
  function resume() {
    if (context.state === 'running' || context.state === 'closed') return
    context.resume().catch(() => {
      // Not yet allowed: the next press tries again.
    })
  }

  resume()
  context.addEventListener('statechange', resume)
  const off = page.on('shown', resume)
  for (const press of presses) document.addEventListener(press, resume, { capture: true, passive: true })
  return () => {
    context.removeEventListener('statechange', resume)
    off()
    for (const press of presses) document.removeEventListener(press, resume, { capture: true })
  }
}
