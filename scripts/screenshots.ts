import { fileURLToPath } from 'node:url'
import { comeIn, makeRoom, write } from '../e2e/room/room-pages.ts'
import { openBrowser } from '../e2e/support/browser.ts'
import { startSite } from '../e2e/support/site.ts'

/** Makes the pictures of the README: real people in a real room of the example site. */
const images = (name: string) => fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url))
const site = await startSite()
const { browser, close } = await openBrowser()
try {
  const person = async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark', locale: 'en' })
    await context.grantPermissions(['microphone'])
    return context.newPage()
  }
  const host = await person()
  const { link } = await makeRoom(host, site.url, 'Evening circle: life after leaving')
  await host.getByRole('button', { name: 'Open the room' }).click()
  await comeIn(host)
  const guests = []
  for (let n = 0; n < 5; n += 1) {
    const guest = await person()
    await guest.goto(link)
    await comeIn(guest)
    guests.push(guest)
  }
  const [first, second, third] = guests
  if (!first || !second || !third) throw new Error('Nobody came.')
  await write(first, 'I never told anyone the whole story before. My hands are shaking, but I am glad I came.')
  await write(second, 'Same here. The first time is the heaviest.')
  await write(host, 'Take all the time you need.')
  await third.getByRole('button', { name: 'Hand' }).click()
  await first.getByRole('button', { name: 'Microphone is off. Unmute' }).click()
  await first.getByRole('button', { name: 'Microphone is on. Mute' }).waitFor()
  await host.getByText('Take all the time you need.').first().waitFor()
  await host.screenshot({ path: images('room') })
} finally {
  await close()
  await site.close()
}
