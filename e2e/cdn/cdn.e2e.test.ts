import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildCdn } from '../../scripts/build/cdn.mjs'
import { openBrowser } from '../support/browser.ts'

const repository = join(import.meta.dirname, '../..')
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

let folder: string
let server: Server
let address: string
let browser: Awaited<ReturnType<typeof openBrowser>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sanctuary-cdn-'))
  await buildCdn(repository, folder)
  server = createServer(async ({ url = '/' }, response) => {
    const script = await readFile(join(folder, url.slice(1))).catch(() => undefined)
    if (script) return response.setHeader('content-type', 'text/javascript').end(script)
    if (url !== '/') return response.writeHead(404).end()
    response
      .setHeader('content-security-policy', policy)
      .setHeader('content-type', 'text/html')
      .end(await page())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server has a port
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

async function page() {
  const integrity = JSON.parse(await readFile(join(folder, 'integrity.json'), 'utf8'))['sanctuary.js']
  return `<!doctype html><html lang="en"><title>A page with a tag</title>
    <script type="module" src="/sanctuary.js" integrity="${integrity}"></script>
    <sanctuary-room server="/nowhere" room="example"></sanctuary-room></html>`
}

it('one script tag is enough, on a strict page, checked by its hash, asking nobody else', async () => {
  const visit = await browser.browser.newPage()
  const foreign: string[] = []
  const problems: string[] = []
  visit.on('request', (request) => {
    if (!request.url().startsWith(address)) foreign.push(request.url())
  })
  visit.on('pageerror', ({ message }) => problems.push(message))
  visit.on('console', (message) => {
    if (/policy|integrity|trusted/i.test(message.text())) problems.push(message.text())
  })
  await visit.goto(address)
  await visit.getByText('The server does not answer.').first().waitFor()
  expect(problems).toEqual([])
  expect(foreign).toEqual([])
})
