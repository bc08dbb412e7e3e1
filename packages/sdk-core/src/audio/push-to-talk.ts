import type { Clock } from '../clock.ts'

/**
 * The disguise holds 31 to 47 ms of sound. Opening the gate behind it on a press therefore lets through what was said just before:
 * the 20 ms of pre-roll come for free. On release the same delay would cut the last word, so the gate stays open that much longer.
 */
const tailMs = 60

/** Speaks while a key is held. */
export interface PushToTalk {
  press(): void
  release(): void
  /** Forgets a release that is still to come, because something else decided. */
  cancel(): void
}

/**
 * @param options.open - called at once on a press; not again while it is held (keys repeat)
 * @param options.close - called a little after the release
 */
export function createPushToTalk({ clock, open, close }: { clock: Clock; open: () => void; close: () => void }): PushToTalk {
  let held = false
  let cancelTail = () => {}
  return {
    press() {
      cancelTail()
      if (held) return
      held = true
      open()
    },
    release() {
      if (!held) return
      held = false
      cancelTail()
      cancelTail = clock.after(tailMs, close)
    },
    cancel() {
      held = false
      cancelTail()
    },
  }
}
