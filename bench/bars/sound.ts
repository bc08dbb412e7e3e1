import { setTimeout as wait } from 'node:timers/promises'
import { vowel } from '../../e2e/audio/voices.ts'
import { comeIn, fillIn, inside, makeRoom } from '../../e2e/room/room-pages.ts'
import { startSite } from '../../e2e/support/site.ts'
import { openVisitor, type Visitor } from '../../e2e/support/visitor.ts'
import type { BenchContext, Row } from '../row.ts'
import { percentile, round, spreadOf } from '../statistics.ts'

type Page = Visitor['page']

/** Joins for each repetition asked for; the slowest of twenty is what the 95th percentile is taken from. */
const joins = 7

/**
 * B10: from the press on Join to the first disguised sound in another browser. Somebody comes in, presses Unmute as soon as it is there,
 * and is heard; the media code is in the browser's cache from the time before. Each comes as a new person.
 */
export async function firstSound({ repetitions, log }: BenchContext): Promise<Row[]> {
  const site = await startSite()
  const host = await openVisitor()
  const guest = await openVisitor({ says: vowel(220) })
  const took: number[] = []
  try {
    const { link } = await makeRoom(host.page, site.url, 'First sound')
    await host.page.getByRole('button', { name: 'Open the room' }).click()
    await comeIn(host.page)
    await timeOf(link) // brings the code into the cache
    for (let n = 0; n < repetitions * joins; n += 1) {
      took.push(await timeOf(link))
      log(`  ${Math.round(took.at(-1) ?? 0)} ms`)
    }
  } finally {
    await Promise.all([host.close(), guest.close()])
    await site.close()
  }
  const row = (id: string, p: number, bar: string): Row => ({
    id,
    value: round(percentile(took, p)),
    unit: 'ms from the press on Join to sound in another browser',
    bar,
    spread: spreadOf(took),
    peers: {},
    database: 'pglite',
  })
  return [row('B10.p50', 0.5, '<= 1500'), row('B10.p95', 0.95, '<= 3000')]

  async function timeOf(link: string): Promise<number> {
    await guest.page.goto(link)
    await fillIn(guest.page)
    while ((await host.voices()) > 0) await wait(50) // the one before has gone
    const heard = host.nextVoice()
    const pressed = pressOnJoin(guest.page)
    await guest.page.getByRole('button', { name: /^Join/ }).click()
    await guest.page.getByRole('button', { name: 'Microphone is off. Unmute' }).click()
    const ms = (await heard) - (await pressed)
    await inside(guest.page)
    await forget(guest.page)
    return ms
  }
}

/** When the button is pressed, by the browser's own clock. */
const pressOnJoin = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        addEventListener('click', () => done(performance.timeOrigin + performance.now()), { once: true, capture: true })
      }),
  )

/** The next one is somebody else. */
async function forget(page: Page): Promise<void> {
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  await page.goto('about:blank')
}
