import type { Page } from '../page.ts'
import { keepRunning } from './keep-running.ts'

/** The one audio graph of a page: disguise, meters, and hearing oneself. */
export interface SoundContext {
  readonly context: AudioContext
  close(): Promise<void>
}

/** Makes a graph at the disguise's 48 kHz and keeps it running through suspensions. */
export function createSoundContext(page: Pick<Page, 'on'>): SoundContext {
  const context = new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' })
  const stop = keepRunning(context, page)
  return {
    context,
    async close() {
      stop()
      if (context.state !== 'closed') await context.close()
    },
  }
}
