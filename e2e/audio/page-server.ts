import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../scripts/lib/bundle.mjs'
import { fault } from './fault.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the page says when it wants sound. */
export interface ConnectRequest {
  readonly me: string
  readonly maySpeak: boolean
}

/**
 * Serves the test page: the SDK's sound, bundled as a page gets it, and the worklet as its own file.
 * @param connect - answers `audio.connect`; a rejection becomes a 503
 * @param options - `main`: the page's script; `breaks`: what goes in front of the worklet; `hasWorklet`: whether it can be loaded now
 */
export async function startPageServer(
  connect: (request: ConnectRequest) => Promise<unknown>,
  { main = 'e2e/audio/page/main.ts', breaks = fault, hasWorklet = (): boolean => true } = {},
): Promise<{ url: string; close(): void }> {
  const [page, worklet] = await Promise.all([
    bundle(root, { entryPoints: [main], outdir: 'out', splitting: true, write: false }),
    bundle(root, { entryPoints: ['packages/voice-disguise/src/worklet/disguise-worklet.ts'], outdir: 'out', write: false }),
  ])
  const files = new Map((page.outputFiles ?? []).map(({ path, text }) => [`/${basename(path)}`, text]))
  files.set('/disguise-worklet.js', breaks + (worklet.outputFiles ?? []).map(({ text }) => text).join('\n'))

  const server = createServer(async (request, response) => {
    const { url = '/' } = request
    const script = url === '/disguise-worklet.js' && !hasWorklet() ? undefined : files.get(url)
    if (script !== undefined) response.setHeader('content-type', 'text/javascript').end(script)
    else if (url === '/') response.setHeader('content-type', 'text/html').end(html)
    else if (url === '/connect') {
      try {
        response.end(JSON.stringify(await connect((await json(request)) as ConnectRequest)))
      } catch {
        response.writeHead(503).end() // the media server is down, which is what some tests are about
      }
    } else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}

const html = '<!doctype html><title>Sound</title><script type="module" src="/main.js"></script>'
