import { createSanctuaryClient, type Room, type SanctuaryClient } from '@sanctuary/sdk-core'
import { until } from '@sanctuary/sdk-core/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { comeIn } from '../room/room-pages.ts'
import { type Site, startSite } from '../support/site.ts'
import { openVisitor, type Visitor } from '../support/visitor.ts'
import { type AttackerPage, openAttacker } from './attacker.ts'
import { type Heard, heardBy, listenIn } from './ear.ts'
import { vowel } from './voices.ts'

/** −50 dB of full scale: far below the voice of the test, far above what an empty line brings. */
const audible = 10 ** (-50 / 20)
/** What was on its way when the voice was cut has been played by then, also on a busy machine. */
const tailMs = 2000
const replaySeconds = 8
/** In pieces of 10 ms within a second. The media server lets a good token in before anybody can judge it; nothing may be understood of that. */
const understandable = 10

let site: Site
let listener: Visitor
let attacker: AttackerPage
const clients: SanctuaryClient[] = []

beforeAll(async () => {
  site = await startSite()
  attacker = await openAttacker(vowel(220))
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await listener?.close()
})
afterAll(async () => {
  await attacker?.close()
  await site?.close()
})

interface Talk {
  readonly id: string
  readonly host: Room
  readonly speaker: Room
  readonly grant: { url: string; token: string }
}

/** Whoever comes with the SDK, without a page. */
function someone(): SanctuaryClient {
  const client = createSanctuaryClient({ server: `${site.url}/api`, storage: 'memory' })
  clients.push(client)
  return client
}

const soundFor = async (room: Room) => {
  await until(room.audio.$service, (service) => service?.state === 'ready', 60_000)
  return room.call('audio.connect', { tab: room.tab })
}

/** A listens on the real page; B speaks with a client of their own; the host watches. */
async function startTalk(): Promise<Talk> {
  const hosting = someone()
  const { room, hostKey } = await hosting.rooms.create({ topic: 'Evening circle', rules: ['Be kind.'] })
  const { rulesVersion: rules } = room
  const host = await hosting.join(room.id, { hostKey, rules })
  listener = await openVisitor()
  await listenIn(listener.context)
  await listener.page.goto(`${site.url}/sanctuary/live/${room.id}`)
  await comeIn(listener.page)
  const speaker = await someone().join(room.id, { rules })
  const grant = await soundFor(speaker)
  await attacker.speak(grant)
  await isHeard(Date.now())
  return { id: room.id, host, speaker, grant }
}

const loudAfter = (heard: Heard, since: number) => heard.filter(([at, loudness]) => at >= since && loudness > audible).map(([at]) => at)

/** A second of the voice has arrived at the listener's ear since then. */
const isHeard = (since: number) =>
  expect.poll(async () => loudAfter(await heardBy(listener.page), since).length, { timeout: 30_000 }).toBeGreaterThan(50)

/** The host acts, the attacker goes on, and nothing of it is heard. */
async function act(what: string, { grant }: Talk, acting: () => Promise<unknown>): Promise<void> {
  const replaying = attacker.replay(grant, replaySeconds)
  const actedAt = Date.now()
  await acting()
  const attempts = await replaying
  const heard = await heardBy(listener.page)
  const silentAt = loudAfter(heard, actedAt).at(-1) ?? actedAt
  const later = loudAfter(heard, attempts.cutAt + tailMs)
  console.info(
    `${what}: the last sound was heard ${silentAt - actedAt} ms after the act; then the token was used ${attempts.tried} times in ` +
      `${replaySeconds} s, answered ${attempts.answered} times, connected ${attempts.connected} times, ${attempts.published} tracks taken, ` +
      `${10 * later.length} ms of it heard`,
  )
  expect(attempts.answered).toBeGreaterThan(1) // else nothing was tried
  expect(later.filter((at) => later.filter((other) => other >= at && other < at + 1000).length >= understandable)).toEqual([])
}

describe('at the ear of a listener', () => {
  it('a removed speaker falls silent, and stays so while their old token is used again and again', async () => {
    const talk = await startTalk()
    await act('removed', talk, () => talk.host.hosts.remove({ participant: talk.speaker.me }))
    // The ear was open all the time: somebody who belongs is heard.
    const { rulesVersion: rules } = await someone().rooms.read(talk.id)
    const since = Date.now()
    await attacker.speak(await soundFor(await someone().join(talk.id, { rules })))
    await isHeard(since)
  })

  it('a speaker who was made a listener falls silent, and stays so while their old token is used again and again', async () => {
    const talk = await startTalk()
    await act('made a listener', talk, () => talk.host.hosts.setRole({ participant: talk.speaker.me, role: 'listener' }))
    await talk.host.hosts.setRole({ participant: talk.speaker.me, role: 'speaker' })
    const since = Date.now()
    await attacker.speak(await soundFor(talk.speaker))
    await isHeard(since)
  })
})
