import { existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { pictures } from './shots/pictures.ts'

/** Takes pictures of the elements in every state worth seeing: `tsx scripts/shots.ts <folder> [part of a name]`. */
const [folder = 'shots', only = ''] = process.argv.slice(2)
const here = fileURLToPath(new URL('.', import.meta.url))
const browserPath = process.env.CHROME_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file))

const { outputFiles } = await build({
  entryPoints: [join(here, 'shots/page.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  conditions: ['source'],
  define: { 'process.env.NODE_ENV': '"production"' },
  // The server in memory brings the contract's schemas, which would ask whether they may compile.
  banner: { js: 'globalThis.__zod_globalConfig = { jitless: true }' },
  tsconfig: join(here, '../../../tsconfig.json'),
})
const script = outputFiles[0]?.text ?? ''

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pictures</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"><body></body><script type="module" src="/page.js"></script></html>`
const types: Record<string, [string, string]> = {
  '/': ['text/html', page],
  '/page.js': ['text/javascript', script],
  '/page.css': [
    'text/css',
    'body { margin: 0 } body > :not(sanctuary-room) { background: var(--s-bg); min-height: 100vh; padding: 1rem; box-sizing: border-box } body > sanctuary-chat { height: 100vh; min-height: 0; padding: 0 }',
  ],
}
const server = createServer((request, response) => {
  const [type, body] = types[request.url ?? '/'] ?? ['text/plain', '']
  response.setHeader('content-type', type)
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types lit-html",
  )
  response.end(body)
}).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
let troubles = 0
for (const { name, width, height, colors, ...request } of pictures.filter((picture) => picture.name.includes(only))) {
  const tab = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: width < 500 ? 1.5 : 1,
    forcedColors: colors === 'forced' ? 'active' : 'none',
    reducedMotion: 'reduce',
  })
  tab.on('console', (message) => message.type() === 'error' && ++troubles && console.error(`${name}: ${message.text()}`))
  tab.on('pageerror', (error) => ++troubles && console.error(`${name}: ${error.message}`))
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await tab.waitForSelector('html[data-ready]', { state: 'attached' })
  await tab.evaluate((wanted) => (globalThis as unknown as { show(request: unknown): Promise<void> }).show(wanted), request)
  await tab.screenshot({ path: join(folder, `${name}.png`) })
  await tab.close()
}
await browser.close()
server.close()
console.log(`${pictures.length} pictures in ${folder}, ${troubles} errors`)
process.exitCode = troubles ? 1 : 0
