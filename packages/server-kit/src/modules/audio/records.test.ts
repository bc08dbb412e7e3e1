import { once } from 'node:events'
import { createServer } from 'node:net'
import { dispose } from '@livekit/rtc-node'
import type { AudioService } from '@sanctuary/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMediaKeys, createMediaService, type MediaServer, runLiveKitServer } from '../../livekit/index.ts'
import { connectMedia } from '../../livekit/testing/media-person.ts'
import { obtainWithinMs, realServer } from '../../livekit/testing/real-server.ts'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'
import type { LiveConnection } from '../../testing/live-connection.ts'
import { createSlowServer, type SlowServer } from './testing/slow-server.ts'

const opened: TestServer[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((test) => test.close()))
})
afterAll(() => dispose())

async function start(livekit: object): Promise<TestServer> {
  const test = await createTestServer({ livekit })
  opened.push(test)
  return test
}

/** An open room: somebody with a live page in it. */
async function openRoom(test: TestServer): Promise<{ person: TestPerson; live: LiveConnection }> {
  const { room, hostKey } = await test.createRoom()
  const person = await test.join(room.id, { hostKey })
  return { person, live: await person.connect() }
}

const shown = (live: LiveConnection): AudioService | undefined => live.records('audio.service')[0]?.value
const shows = (live: LiveConnection, state: AudioService['state']) =>
  live.waitFor(() => shown(live)?.state === state && shown(live), { what: `audio.service ${state}`, withinMs: 20_000 })

const connect = (person: TestPerson) => person.call('audio.connect', { tab: crypto.randomUUID() as never }) // ids are branded

/** Rooms and chat work, and who asks for sound is told the same one sentence. */
async function expectOnlySoundMissing(test: TestServer, person: TestPerson, live: LiveConnection): Promise<void> {
  await expect(connect(person)).rejects.toMatchObject({ code: 'AUDIO_UNAVAILABLE', message: shown(live)?.message, retryable: true })
  const id = crypto.randomUUID()
  await person.call('chat.send', { id: id as never, text: 'Can you read me?' }) // ids are branded
  await live.waitFor(() => live.records('chat.message').some(({ key }) => key === id))
  const { room } = await test.createRoom()
  expect(await codeOf(test.join(room.id))).toBe('ok')
}

describe('a server that runs a media server of its own', () => {
  let slow: SlowServer
  beforeAll(async () => {
    slow = await createSlowServer()
  }, obtainWithinMs)
  afterAll(() => slow.remove())

  it('says in open rooms that sound is coming, there, gone, and there again, without a reload', async () => {
    const test = await start({ binary: slow.binary })
    const { person, live } = await openRoom(test)
    expect(await shows(live, 'starting')).toEqual({
      state: 'starting',
      message: 'Sound is on its way: the media server is starting. Chat works.',
    })
    await expectOnlySoundMissing(test, person, live)

    await slow.open()
    expect(await shows(live, 'ready')).toEqual({ state: 'ready', message: 'Sound is ready.' })
    const grant = await connect(person)
    const first = await connectMedia(grant)

    await slow.shut()
    await slow.crash()
    await live.waitFor(() => shown(live)?.state !== 'ready')
    await shows(live, 'starting')
    await expectOnlySoundMissing(test, person, live)
    await first.room.disconnect()

    await slow.open()
    await shows(live, 'ready')
    // The new one knows no rooms of its own; people come back into those that are open with what they have.
    const back = await connectMedia(grant)
    await back.room.disconnect()
  })

  it('tells every open room, also those that nobody asked for sound in', async () => {
    await slow.shut()
    const test = await start({ binary: slow.binary })
    const rooms = [await openRoom(test), await openRoom(test), await openRoom(test)]
    await Promise.all(rooms.map(({ live }) => shows(live, 'starting')))
    await slow.open()
    await Promise.all(rooms.map(({ live }) => shows(live, 'ready')))
  })

  it('tells rooms that were empty as soon as somebody enters', async () => {
    await slow.shut()
    const test = await start({ binary: slow.binary })
    const { room } = await test.createRoom()
    const { live } = await openRoom(test)
    await slow.open()
    await shows(live, 'ready')
    const person = await test.join(room.id)
    const { records } = await person.connect()
    expect(records('audio.service')[0]?.value.state).toBe('ready')
  })
})

describe('a server that is given a media server', () => {
  let media: MediaServer
  beforeAll(async () => {
    media = await runLiveKitServer({ binary: await realServer(), webhookUrl: 'http://127.0.0.1:9/livekit', log: { error: () => {} } })
  }, obtainWithinMs)
  afterAll(() => media.close())

  it('says that there is sound once it answers', async () => {
    const test = await start({ url: media.url, apiKey: media.apiKey, apiSecret: media.apiSecret })
    const { person, live } = await openRoom(test)
    await shows(live, 'ready')
    expect((await connect(person)).url).toBe(media.url)
  })

  it('that refuses our key says so in one sentence, which holds no secret', async () => {
    const wrong = createMediaKeys()
    const test = await start({ url: media.url, apiKey: media.apiKey, apiSecret: wrong.apiSecret })
    const { person, live } = await openRoom(test)
    expect(await shows(live, 'down')).toEqual({
      state: 'down',
      message: 'There is no sound: the media server refuses our key. The operator has to correct it. Chat works.',
    })
    await expectOnlySoundMissing(test, person, live)
  })

  it('that is not there says so, finds it when it comes, and says so when it is gone and back again', async () => {
    const keys = createMediaKeys()
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const address = probe.address()
    const port = typeof address === 'object' && address ? address.port : 0
    probe.close()
    await once(probe, 'close')

    const test = await start({ url: `ws://127.0.0.1:${port}`, ...keys })
    const { person, live } = await openRoom(test)
    await shows(live, 'down')
    await expectOnlySoundMissing(test, person, live)
    const run = async () =>
      runLiveKitServer({ binary: await realServer(), webhookUrl: 'http://127.0.0.1:9/livekit', log: { error: () => {} }, port, keys })
    for (const time of ['first', 'second']) {
      const late = await run()
      try {
        await shows(live, 'ready')
        expect([time, await createMediaService(late).rooms()]).toEqual([time, expect.arrayContaining([person.room])])
        await connect(person)
      } finally {
        await late.close()
      }
      expect(await shows(live, 'down')).toEqual({
        state: 'down',
        message: 'There is no sound at the moment: the media server does not answer. Chat works.',
      })
      await expectOnlySoundMissing(test, person, live)
    }
  })

  it('that takes connections and never answers says so, and holds nothing up', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const test = await start({ url: `ws://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, ...createMediaKeys() })
    const { person, live } = await openRoom(test)
    await shows(live, 'down')
    await expectOnlySoundMissing(test, person, live)
    silent.close()
  })
})

it('a server without a media server says so in one sentence', async () => {
  const test = await start({ enabled: false })
  const { person, live } = await openRoom(test)
  expect(await shows(live, 'absent')).toEqual({
    state: 'absent',
    message: 'This server has no sound. The operator can add a LiveKit server. Chat works.',
  })
  await expectOnlySoundMissing(test, person, live)
})
