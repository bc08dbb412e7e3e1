import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { PROCESSOR_NAME } from '../worklet/protocol.ts'

/** Scripts that break, and mend, what every worklet of a context shares: real faults inside the real processor. */
const faults = {
  '/break.js': `globalThis.squareRoot = Math.sqrt; Math.sqrt = () => { throw new Error('broken on purpose') }`,
  '/break-wholly.js': `Float32Array.prototype.fill = Math.sqrt = () => { throw new Error('broken beyond catching') }`,
  '/mend.js': `Math.sqrt = globalThis.squareRoot`,
  '/hang.js': `for (const end = Date.now() + 1000; Date.now() < end; );`,
}

/** A real browser, and a site under a strict policy that serves the lab page and the worklet as it ships. */
export type BrowserLab = { open(): Promise<Page>; workletBytes: Uint8Array; close(): Promise<void> }

export async function createBrowserLab(): Promise<BrowserLab> {
  const worklet = await bundle('../worklet/disguise-worklet.ts', true)
  const scripts: Record<string, string | Uint8Array> = {
    ...faults,
    '/disguise-worklet.js': worklet,
    '/older-worklet.js': new TextDecoder().decode(worklet).replace(PROCESSOR_NAME, 'sanctuary-disguise 0.0.0'),
    '/recorder-worklet.js': await bundle('recorder-worklet.ts'),
    '/lab-page.js': await bundle('lab-page.ts'),
  }
  let lateIsThere = false
  const server = await serve((url) => {
    if (url !== '/late-worklet.js') return scripts[url]
    if (lateIsThere) return worklet
    lateIsThere = true // from the second time on
  })
  const { port } = server.address() as AddressInfo // it listens on TCP
  const browser = await launch()
  return {
    workletBytes: worklet,
    async open() {
      const page = await browser.newPage()
      await page.goto(`http://localhost:${port}/`)
      return page
    },
    async close() {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function bundle(path: string, minify = false): Promise<Uint8Array> {
  const entry = fileURLToPath(new URL(path, import.meta.url))
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', target: 'es2022', minify, write: false })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

function serve(find: (url: string) => string | Uint8Array | undefined): Promise<Server> {
  const server = createServer(({ url = '' }, response) => {
    const script = find(url)
    if (url !== '/' && script === undefined) return response.writeHead(404).end()
    response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'")
    response.setHeader('content-type', url === '/' ? 'text/html' : 'text/javascript')
    response.end(script ?? '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/lab-page.js"></script>')
  })
  return new Promise((resolve) => server.listen(0, 'localhost', () => resolve(server)))
}

function launch(): Promise<Browser> {
  const { CHROMIUM_BIN, CHROME_PATH } = process.env // the runner of all tests sets CHROME_PATH
  return chromium.launch({
    executablePath: CHROMIUM_BIN ?? CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
  })
}
