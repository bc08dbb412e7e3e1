import type { BrowserContext, Page } from 'playwright-core'

/** Every 10 ms of sound that arrived from others: when, in ms since 1970, and how loud (root mean square). */
export type Heard = readonly (readonly [at: number, loudness: number])[]

/** Listens in every page of a context from its first moment. Call it before the page opens. */
export async function listenIn(context: BrowserContext): Promise<void> {
  await context.addInitScript(listen)
}

/** What arrived in this page so far. */
export const heardBy = (page: Page): Promise<Heard> => page.evaluate(() => (globalThis as unknown as { heard: Heard }).heard)

/** Runs in the page before its own scripts. */
function listen(): void {
  const heard: [number, number][] = []
  const Native = globalThis.RTCPeerConnection
  globalThis.RTCPeerConnection = class extends Native {
    constructor(...options: ConstructorParameters<typeof Native>) {
      super(...options)
      this.addEventListener('track', ({ track }) => void (track.kind === 'audio' && follow(track.clone())))
    }
  }

  async function follow(track: MediaStreamTrack): Promise<void> {
    // biome-ignore lint/suspicious/noExplicitAny: Chromium has it, its types do not
    const reader = new (globalThis as any).MediaStreamTrackProcessor({ track }).readable.getReader()
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      const part = new Float32Array(value.numberOfFrames)
      value.copyTo(part, { planeIndex: 0, format: 'f32-planar' })
      value.close()
      heard.push([Date.now(), Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length)])
    }
  }
  Object.assign(globalThis, { heard })
}
