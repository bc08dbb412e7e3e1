import type { Page } from '../page.ts'
import { keepRunning } from './keep-running.ts'

/** An audio graph that runs. */
export interface SoundContext {
  readonly context: AudioContext
  close(): Promise<void>
}

/** What the disguise and hearing oneself need. */
const ownVoice: AudioContextOptions = { sampleRate: 48_000, latencyHint: 'interactive' }

/** Makes a graph, for one's own voice unless told otherwise, and keeps it running through suspensions. */
export function createSoundContext(page: Pick<Page, 'on'>, options = ownVoice): SoundContext {
  const context = new AudioContext(options)
  const stop = keepRunning(context, page)
  return {
    context,
    async close() {
      stop()
      if (context.state !== 'closed') await context.close()
    },
  }
}
