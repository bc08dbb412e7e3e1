import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../scripts/lib/bundle.mjs'
import { openBrowser } from '../support/browser.ts'
import type { Attacker, Attempts, Grant } from './page/attacker.ts'
import type { Sound } from './wav.ts'

/** Somebody with a browser and a client of their own. */
export interface AttackerPage {
  /** Connects to the media server and speaks. */
  speak(grant: Grant): Promise<void>
  /** Uses the same token again and again for some seconds, from the moment the voice is cut. */
  replay(grant: Grant, seconds: number): Promise<Attempts>
  close(): Promise<void>
}

/** Opens the attacker's page on an address of its own. @param says - what the microphone hears, in a loop */
export async function openAttacker(says: Sound): Promise<AttackerPage> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const { outputFiles = [] } = await bundle(root, { entryPoints: ['e2e/audio/page/attacker.ts'], outdir: 'out', write: false })
  const server = createServer(({ url }, response) => {
    if (url === '/attacker.js') response.setHeader('content-type', 'text/javascript').end(outputFiles[0]?.text)
    else response.setHeader('content-type', 'text/html').end('<!doctype html><script type="module" src="/attacker.js"></script>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { browser, close } = await openBrowser(says)
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`) // a TCP server has a port
  return {
    speak: (grant) => page.evaluate((grant) => (globalThis as unknown as { attacker: Attacker }).attacker.speak(grant), grant),
    replay: (grant, seconds) =>
      page.evaluate(([grant, seconds]) => (globalThis as unknown as { attacker: Attacker }).attacker.replay(grant, seconds), [
        grant,
        seconds,
      ] as const),
    async close() {
      await close()
      server.close()
    },
  }
}
