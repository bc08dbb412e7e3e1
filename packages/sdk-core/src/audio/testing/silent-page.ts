import { vi } from 'vitest'

class SilentContext extends EventTarget {
  readonly state = 'running'
  async close() {}
}

/** As much of a browser as the media code needs before it makes a sound. End it with `vi.unstubAllGlobals()`. */
export function stubSilentPage(): void {
  vi.stubGlobal('AudioContext', SilentContext)
  vi.stubGlobal('document', new EventTarget())
  vi.stubGlobal('navigator', {})
}
