import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { speech } from '../../e2e/audio/voices.ts'
import { encodeWav } from '../../e2e/audio/wav.ts'
import { openBrowser } from '../../e2e/support/browser.ts'

/** A page in a real browser, isolated so that its clock is exact to 5 µs, and the CPU its process used so far. */
export interface VoiceLabPage {
  readonly page: Page
  /** Seconds of CPU of all the browser's processes together. */
  cpu(): Promise<number>
  close(): Promise<void>
}

export async function openVoiceLab(): Promise<VoiceLabPage> {
  const { outputFiles } = await build({
    entryPoints: { page: new URL('page.ts', import.meta.url).pathname },
    bundle: true,
    format: 'esm',
    conditions: ['source'],
    write: false,
    outdir: '/',
  })
  const files: Record<string, [string, string | Uint8Array]> = {
    '/': ['text/html', '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', outputFiles[0]?.contents ?? ''],
    '/disguise-worklet.js': [
      'text/javascript',
      await readFile(new URL('../../packages/voice-disguise/dist/disguise-worklet.js', import.meta.url)),
    ],
    '/speech.wav': ['audio/wav', encodeWav(await speech())],
  }
  const server = createServer(({ url = '' }, response) => {
    const file = files[url]
    if (!file) return response.writeHead(404).end()
    const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
    response.writeHead(200, { ...isolated, 'content-type': file[0] }).end(file[1])
  })
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  const { browser, close } = await openBrowser()
  const page = await browser.newPage()
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`) // a TCP server has a port
  const session = await browser.newBrowserCDPSession()
  return {
    page,
    async cpu() {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo')
      return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
    },
    async close() {
      await close()
      server.close()
    },
  }
}
