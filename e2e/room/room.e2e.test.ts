import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { level, levelAt, likeness } from '../audio/analysis.ts'
import { createPitches, windows } from '../audio/pitches.ts'
import { speech, vowel } from '../audio/voices.ts'
import type { Sound } from '../audio/wav.ts'
import { type Site, startSite } from '../support/site.ts'
import { openVisitor, type Visitor } from '../support/visitor.ts'
import { choose, comeIn, inside, type MadeRoom, makeRoom, message, tiles, unmute, wear, write } from './room-pages.ts'

const naturalHz = 220
/** Sarah's voice, 179 to 201 Hz: its harmonics keep away from the natural ones looked at. */
const { natural } = createPitches(naturalHz, 190)

describe('two people in two browsers', () => {
  let site: Site
  let host: Visitor
  let guest: Visitor
  let room: MadeRoom
  let hostName: string
  let guestName: string
  let said: Sound

  beforeAll(async () => {
    said = await speech()
    site = await startSite()
    host = await openVisitor({ says: vowel(naturalHz) })
    guest = await openVisitor({ says: said })
    room = await makeRoom(host.page, site.url, 'Evening circle')
    await host.page.getByRole('button', { name: 'Open the room' }).click()
    await host.page.getByText('You come in as host').waitFor()
    hostName = await comeIn(host.page)
    await guest.page.goto(room.link)
    guestName = await comeIn(guest.page)
  })
  afterAll(async () => {
    await Promise.all([host?.close(), guest?.close()])
    await site?.close()
  })

  it('the host key is nowhere in the address any more', () => {
    expect(host.page.url()).toBe(room.link)
  })

  it('each sees the other', async () => {
    await tiles(host.page, guestName).waitFor()
    await tiles(guest.page, hostName).waitFor()
  })

  it('they chat both ways, and what one writes is shown once', async () => {
    await write(guest.page, 'Good evening')
    await message(host.page, 'Good evening').waitFor()
    await write(host.page, 'Welcome')
    await message(guest.page, 'Welcome').waitFor()
    expect(await message(guest.page, 'Good evening').count()).toBe(1)
  })

  it('the host hears what the guest says', async () => {
    await unmute(guest.page)
    await expect.poll(() => host.voices()).toBe(1)
    await expect.poll(async () => likeness(said, await host.heard(6)), { timeout: 60_000 }).toBeGreaterThan(0.7)
    expect(level(await host.heard(6))).toBeGreaterThan(-40)
  })

  it('the guest hears the host at another pitch, the natural one 20 dB down', async () => {
    await wear(host.page, 'Sarah')
    await unmute(host.page)
    await expect.poll(() => guest.voices()).toBe(1)
    expect(median(windows(vowel(naturalHz)).map(naturalBelowStrongest))).toBeLessThan(10)
    expect(median(windows(await somethingHeard(guest)).map(naturalBelowStrongest))).toBeGreaterThan(20)
  })

  it('muted is silent', async () => {
    await guest.page.getByRole('button', { name: 'Microphone is on. Mute' }).click()
    await guest.page.getByRole('button', { name: 'Microphone is off. Unmute' }).waitFor()
    await expect.poll(async () => ((await host.voices()) === 0 ? -Infinity : level(await host.heard(1)))).toBeLessThan(-70)
  })

  it('a reload is the same person', async () => {
    await guest.page.reload()
    await inside(guest.page)
    await tiles(guest.page, guestName).waitFor()
    await message(guest.page, 'Good evening').waitFor()
    expect(await tiles(host.page, guestName).count()).toBe(1)
    expect(await host.page.getByRole('region', { name: 'Stage' }).getByRole('listitem').count()).toBe(2)
  })

  it('three tabs are one person and one voice', async () => {
    const second = await guest.context.newPage()
    const third = await guest.context.newPage()
    for (const tab of [second, third]) {
      await tab.goto(room.link)
      await inside(tab)
      await tiles(tab, guestName).waitFor()
    }
    await third.getByRole('button', { name: 'Sound is in your other tab. Move it here' }).click()
    await unmute(third)
    await expect.poll(() => host.voices()).toBe(1)
    expect(await host.page.getByRole('region', { name: 'Stage' }).getByRole('listitem').count()).toBe(2)
    await second.close()
    await third.close()
    await tiles(guest.page, guestName).waitFor()
  })

  it('after the media server crashed, sound comes back', async () => {
    await guest.page.reload()
    await inside(guest.page)
    await unmute(guest.page)
    await expect.poll(() => host.voices()).toBe(1)
    for (const pid of await site.mediaPids()) process.kill(pid, 'SIGKILL')
    await expect
      .poll(async () => ((await host.voices()) > 0 ? level(await host.heard(2)) : -Infinity), { timeout: 60_000, interval: 1000 })
      .toBeGreaterThan(-45)
  })

  it('after the server was killed and started again, everyone is back and nothing is lost', async () => {
    await site.kill()
    await host.page
      .getByText(/Reconnecting|cannot be reached/)
      .first()
      .waitFor()
    await write(guest.page, 'Written while the server was away')
    await site.start()
    await inside(host.page)
    await inside(guest.page)
    await message(host.page, 'Written while the server was away').waitFor()
    expect(await message(host.page, 'Good evening').count()).toBe(1)
    expect(await message(host.page, 'Written while the server was away').count()).toBe(1)
    expect(await host.page.getByRole('region', { name: 'Stage' }).getByRole('listitem').count()).toBe(2)
  })

  it('who is removed is gone, silent, and cannot come back', async () => {
    await choose(host.page, guestName, /Remove/)
    await host.page.getByLabel('They cannot come back to this room').check()
    await host.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await guest.page.getByRole('heading', { name: 'You cannot come back to this room' }).waitFor()
    await expect.poll(() => tiles(host.page, guestName).count()).toBe(0)
    await expect.poll(() => host.voices()).toBe(0)
    await guest.page.reload()
    await guest.page.getByRole('heading', { name: 'You cannot come back to this room' }).waitFor()
  })

  it('no page broke its content security policy', () => {
    expect([...host.complaints, ...guest.complaints]).toEqual([])
  })
})

/** How many dB the natural pitch is below the loudest; ∞ where it does not stand out. */
function naturalBelowStrongest(heard: Sound): number {
  const strongest = Math.max(...Array.from({ length: 225 }, (_, at) => levelAt(heard, [100 + 4 * at])))
  return strongest - natural(heard)
}

/** A gap or a click of a busy machine spoils a quarter of a second or two; a leak would be in all. */
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Three seconds in which there is a voice: the first moments of a connection on a busy machine may hold none. */
function somethingHeard(visitor: Visitor): Promise<Sound> {
  return vi.waitFor(
    async () => {
      const heard = await visitor.heard(3)
      expect(level(heard)).toBeGreaterThan(-45)
      return heard
    },
    { timeout: 60_000 },
  )
}
