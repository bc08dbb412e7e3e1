import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession } from 'playwright-core'
import { openBrowser } from '../../e2e/support/browser.ts'
import type { ListeningPage, Way, Where } from './page.ts'
import { within } from './within.ts'

declare const listening: ListeningPage

const settleMs = 3000

export interface ShareOptions {
  /** Address of the page. */
  readonly page: string
  readonly way: Way
  readonly where: Where
  /** How many have to be heard. */
  readonly people: number
  readonly seconds: number
}

/**
 * Opens a browser, listens, and ends it.
 * @returns what its renderer and utility processes used meanwhile, in shares of one core
 * @throws Error when not everybody was heard to the end
 */
export async function shareOfCore({ page: address, way, where, people, seconds }: ShareOptions): Promise<number> {
  const { browser, close } = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(address)
    await page.waitForFunction('globalThis.listening !== undefined')
    const listens = page.evaluate(([way, where, people]) => listening.listens(way, where, people), [way, where, people] as const)
    await within(`Listening with ${way}`, listens)
    const session = await browser.newBrowserCDPSession()
    await wait(settleMs)
    const heardBefore = await page.evaluate(() => listening.heard())
    const start = performance.now()
    const before = await cpu(session)
    await wait(1000 * seconds)
    const after = await cpu(session) // a process that ended meanwhile is left out
    const took = (performance.now() - start) / 1000
    const heard = Object.entries(await page.evaluate(() => listening.heard()))
    const voices = heard.filter(([id, energy]) => energy > (heardBefore[id] ?? 0)).length
    if (voices !== people) throw new Error(`With ${way}, ${voices} of ${people} people were heard.`)
    return [...after].reduce((sum, [id, used]) => sum + used - (before.get(id) ?? 0), 0) / took
  } finally {
    await close()
  }
}

/** Seconds of CPU by process. A utility process goes by the name of its service, so those that do not count are left out by name. */
async function cpu(session: CDPSession): Promise<Map<number, number>> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return new Map(processInfo.filter(({ type }) => type !== 'browser' && type !== 'GPU').map(({ id, cpuTime }) => [id, cpuTime]))
}
