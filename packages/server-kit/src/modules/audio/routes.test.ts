import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMediaKeys } from '../../livekit/index.ts'
import { webhookToken } from '../../livekit/testing/forged-webhook.ts'
import type { MediaPerson } from '../../livekit/testing/media-person.ts'
import { obtainWithinMs } from '../../livekit/testing/real-server.ts'
import { createTestServer } from '../../testing/create-test-server.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createAudioRoutes } from './routes.ts'
import { hearsNothingOf } from './testing/ear.ts'
import { type Report, sendReport } from './testing/reports.ts'
import { createSoundScene, type SoundScene, type Stage } from './testing/sound-scene.ts'

/** The clock stands still, so that after its first look the judge looks at a room only when a report makes it, or every second once somebody was cut there. */
const clock = createFakeClock(Date.now())
let scene: SoundScene
let stage: Stage
beforeAll(async () => {
  scene = await createSoundScene({ clock })
  scene.reports.passOnTo(undefined)
  stage = await scene.createRoom()
  const intruder = await intrude()
  clock.advance(10_000)
  await intruder.cut
}, obtainWithinMs)
beforeEach(async () => {
  stage = await scene.createRoom()
})
afterEach(() => scene.reports.passOnTo(undefined))
afterAll(() => scene.close())

/** Somebody comes into the media room who is not in the room. */
async function intrude(identity: string = crypto.randomUUID()): Promise<MediaPerson> {
  const token = await scene.service.token({ room: stage.room, identity, canPublish: true })
  return scene.connect({ url: scene.media.url, token })
}

const present = async () => (await scene.service.participants(stage.room)).length
const post = (report: Partial<Report>) => sendReport(scene.webhooks, report)

/** The media server's own report of somebody joining this test's room. */
const joined = (identity: string): Promise<Report> =>
  vi.waitUntil(
    () =>
      scene.reports.received.find(
        ({ body }) => body.includes('"participant_joined"') && body.includes(identity) && body.includes(stage.room),
      ),
    { timeout: 10_000 },
  )

describe('a report of the media server', () => {
  it('that somebody joined makes the judge look', async () => {
    scene.reports.passOnTo(scene.webhooks)
    await (await intrude()).cut
    await vi.waitUntil(async () => (await present()) === 1, { timeout: 10_000 })
  })

  it('that somebody speaks makes the judge look', async () => {
    const identity = crypto.randomUUID()
    const intruder = await intrude(identity)
    await joined(identity)
    scene.reports.passOnTo(scene.webhooks)
    void intruder.speak().catch(() => {}) // cut while it was publishing
    await intruder.cut
    await hearsNothingOf(stage.ear, identity)
  })

  it('is applied once: sent again, it makes the judge look no second time', async () => {
    const looks: string[] = []
    const routes = createAudioRoutes({ service: scene.service }, { judge: async (room) => void looks.push(room) })
    const send = ({ body, authorization }: Report) => routes.request('/livekit', { method: 'POST', headers: { authorization }, body })
    const report = await joined(stage.host.participant)
    const answers = [await send(report), await send(report)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(looks).toEqual([stage.room])

    const identity = crypto.randomUUID()
    await intrude(identity)
    await send(await joined(identity))
    expect(looks).toEqual([stage.room, stage.room])
  })

  it('about a room that does not exist has no effect', async () => {
    const { body } = await joined(stage.host.participant)
    const elsewhere = body.replaceAll(stage.room, 'nowhere').replace(/"id":"EV_[^"]*"/, '"id":"EV_elsewhere"')
    expect(elsewhere).not.toBe(body)
    await intrude()
    expect((await post({ body: elsewhere, authorization: await webhookToken(elsewhere, scene.media) })).status).toBe(200)
    expect(await present()).toBe(2)
  })
})

describe('what is refused', () => {
  /** A report that would have somebody cut, were it believed. */
  async function tempting(): Promise<Report> {
    const identity = crypto.randomUUID()
    await intrude(identity)
    return joined(identity)
  }

  it.each<[string, (report: Report) => Partial<Report> | Promise<Partial<Report>>]>([
    ['without a signature', ({ body }) => ({ body })],
    ['with a made-up signature', ({ body }) => ({ body, authorization: 'Bearer of.good.news' })],
    [
      'with the signature of another report',
      async ({ body }) => ({ body, authorization: (await joined(stage.host.participant)).authorization }),
    ],
    ['changed on its way', ({ body, authorization }) => ({ body: `${body} `, authorization })],
    ['signed with another key', async ({ body }) => ({ body, authorization: await webhookToken(body, createMediaKeys()) })],
    [
      'signed with another secret',
      async ({ body }) => ({ body, authorization: await webhookToken(body, { ...scene.media, apiSecret: createMediaKeys().apiSecret }) }),
    ],
    [
      'older than it may be',
      async ({ body }) => ({ body, authorization: await webhookToken(body, { ...scene.media, issuedAt: new Date(Date.now() - 600_000) }) }),
    ],
    [
      'with a media token for a signature',
      async ({ body }) => ({
        body,
        authorization: await scene.service.token({ room: stage.room, identity: stage.host.participant, canPublish: true }),
      }),
    ],
    ['that is empty', ({ authorization }) => ({ body: '', authorization })],
    ['that is garbage', ({ authorization }) => ({ body: '\0{"event":', authorization })],
  ])('a report %s: 401, and nothing happens', async (_, change) => {
    const report = await tempting()
    const answer = await post(await change(report))
    expect([answer.status, (await answer.json()).code]).toEqual([401, 'UNAUTHENTICATED'])
    expect(await present()).toBe(2)
    expect((await post(report)).status).toBe(200) // believed, it does have the effect
    await vi.waitUntil(async () => (await present()) === 1, { timeout: 10_000 })
  })

  it.each(['', 'null', '[]', '"report"', '{"event":5}', '{"id":', '\0'])(
    'garbage that is signed, %j, is no fault of ours',
    async (body) => {
      const answer = await post({ body, authorization: await webhookToken(body, scene.media) })
      expect([answer.status, (await answer.json()).code]).toEqual([400, 'INVALID_INPUT'])
    },
  )

  it('a body larger than any report, before it is read to its end', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(16 * 1024))
    let pulled = 0
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1
        controller.enqueue(chunk)
      },
    })
    const { authorization } = await joined(stage.host.participant)
    const request = { method: 'POST', headers: { authorization }, body: endless, duplex: 'half' }
    const answer = await fetch(scene.webhooks, request as RequestInit) // its types do not know streams yet
    expect([answer.status, (await answer.json()).code]).toEqual([413, 'TOO_LARGE'])
    expect(pulled).toBeLessThan(10_000)
    expect((await post({ body: 'x'.repeat(65 * 1024), authorization })).status).toBe(413)
  })
})

it('a server without sound takes no reports', async () => {
  const test = await createTestServer()
  const { body, authorization } = await joined(stage.host.participant)
  expect((await sendReport(`${test.url}/livekit`, { body, authorization })).status).toBe(503)
  await test.close()
})
