import type { BrowserContext, Page } from 'playwright-core'
import type { Sound } from '../audio/wav.ts'
import { openBrowser } from './browser.ts'

/** Somebody with a browser, on the real pages. */
export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** What reaches this browser from others, all voices together, for some seconds. Fails when no voice arrives at all. */
  heard(seconds: number): Promise<Sound>
  /** When anything is next heard, in ms since 1970. Call it while it is silent. */
  nextVoice(): Promise<number>
  /** How many voices of others are arriving. */
  voices(): Promise<number>
  /** Content security reports and page errors so far. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

/** Opens a browser of its own. @param says - what its microphone hears, in a loop */
export async function openVisitor({
  says,
  ...contextOptions
}: { says?: Sound } & Parameters<import('playwright-core').Browser['newContext']>[0] = {}): Promise<Visitor> {
  const { browser, close } = await openBrowser(says)
  const context = await browser.newContext({ locale: 'en', ...contextOptions })
  await context.grantPermissions(['microphone', 'clipboard-read', 'clipboard-write'])
  await context.addInitScript('globalThis.__name = (value) => value') // which some compilers put around functions
  await context.addInitScript(spy)
  const page = await context.newPage()
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error' && /security|trusted|violat/i.test(message.text())) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  return {
    page,
    context,
    complaints,
    async heard(seconds) {
      const { rate, base64 } = await page.evaluate((seconds) => (globalThis as unknown as Spied).heardVoices(seconds), seconds)
      const bytes = Buffer.from(base64, 'base64')
      return { rate, samples: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)) }
    },
    nextVoice: () => page.evaluate(() => (globalThis as unknown as Spied).nextVoice()),
    voices: () => page.evaluate(() => (globalThis as unknown as Spied).voices().length),
    close,
  }
}

interface Spied {
  voices(): MediaStreamTrack[]
  nextVoice(): Promise<number>
  heardVoices(seconds: number): Promise<{ rate: number; base64: string }>
}

/** Runs in the page before its own scripts: keeps the tracks that peer connections bring, and records their sum. */
function spy(): void {
  const tracks = new Set<MediaStreamTrack>()
  const Native = globalThis.RTCPeerConnection
  globalThis.RTCPeerConnection = class extends Native {
    constructor(...options: ConstructorParameters<typeof Native>) {
      super(...options)
      this.addEventListener('track', ({ track }) => {
        if (track.kind !== 'audio') return
        tracks.add(track)
        track.addEventListener('ended', () => tracks.delete(track))
      })
    }
  }
  const voices = () => [...tracks].filter((track) => track.readyState === 'live' && !track.muted)

  // biome-ignore lint/suspicious/noExplicitAny: Chromium has it, its types do not
  const readerOf = (track: MediaStreamTrack) => new (globalThis as any).MediaStreamTrackProcessor({ track }).readable.getReader()

  async function nextVoice(): Promise<number> {
    for (;;) {
      const [track] = voices() // those of people who have gone are reused, and are mute until then
      if (track && (await isLoud(track))) return performance.timeOrigin + performance.now()
      await new Promise((resume) => setTimeout(resume, 5))
    }
  }

  /** Whether it becomes loud enough to be heard before it ends. */
  async function isLoud(track: MediaStreamTrack): Promise<boolean> {
    const copy = track.clone()
    const reader = readerOf(copy)
    try {
      for (;;) {
        const { value } = await reader.read()
        if (!value) return false
        const part = new Float32Array(value.numberOfFrames)
        value.copyTo(part, { planeIndex: 0, format: 'f32-planar' })
        value.close()
        if (part.some((sample) => Math.abs(sample) > 0.01)) return true
      }
    } finally {
      copy.stop()
    }
  }

  async function heardVoices(seconds: number): Promise<{ rate: number; base64: string }> {
    if (voices().length === 0) throw new Error('No voice arrives.')
    const rate = 48_000
    const sum = new Float32Array(seconds * rate)
    await Promise.all(
      voices().map(async (track) => {
        const copy = track.clone()
        const reader = readerOf(copy)
        for (let at = 0; at < sum.length; ) {
          const { value, done } = await reader.read()
          if (done) break
          const part = new Float32Array(value.numberOfFrames)
          value.copyTo(part, { planeIndex: 0, format: 'f32-planar' })
          value.close()
          for (let n = 0; n < part.length && at < sum.length; n += 1, at += 1) sum[at] = (sum[at] ?? 0) + (part[n] ?? 0)
        }
        await reader.cancel()
        copy.stop()
      }),
    )
    let text = ''
    for (const byte of new Uint8Array(sum.buffer)) text += String.fromCharCode(byte)
    return { rate, base64: btoa(text) }
  }
  Object.assign(globalThis, { voices, nextVoice, heardVoices })
}
