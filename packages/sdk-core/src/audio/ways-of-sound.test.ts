import { EventEmitter } from 'node:events'
import type { RoomConnectOptions } from 'livekit-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFakeServer } from '../testing/server/create-fake-server.ts'
import { createAudio } from './audio.ts'
import { createFakeRoomContext } from './testing/fake-room-context.ts'

const connect = vi.hoisted(() => vi.fn<(url: string, token: string, options: RoomConnectOptions) => Promise<void>>())

/** LiveKit's room needs a browser to be made at all; what it is told to do is what counts here. */
vi.mock('livekit-client', async (original) => ({
  ...(await original<typeof import('livekit-client')>()),
  Room: class extends EventEmitter {
    readonly connect = connect
    async disconnect() {}
  },
}))

/** The real one, listened to. */
vi.mock('./audio.ts', async (original) => {
  const audio = await original<typeof import('./audio.ts')>()
  return { ...audio, createAudio: vi.fn(audio.createAudio) }
})

class SilentContext extends EventTarget {
  readonly state = 'running'
  async close() {}
}

beforeEach(() => {
  vi.stubGlobal('AudioContext', SilentContext)
  vi.stubGlobal('document', new EventTarget())
})
afterEach(() => vi.unstubAllGlobals())

const ways = ['relay', undefined] as const

test.each(ways)('a client told "%s" tells its rooms', async (iceTransportPolicy) => {
  const client = createFakeServer().createClient({ iceTransportPolicy })
  const { room } = await client.rooms.create({ topic: 'Evening circle' })
  await client.join(room.id)
  expect(vi.mocked(createAudio).mock.lastCall?.[0].iceTransportPolicy).toBe(iceTransportPolicy)
  client.close()
})

test.each(ways)('a room told "%s" connects to the media server so', async (iceTransportPolicy) => {
  const asked = new Promise<RoomConnectOptions>((resolve) => {
    connect.mockImplementation(async (_url, _token, options) => {
      resolve(options)
      throw new Error('There is no network for sound.')
    })
  })
  const context = { ...createFakeRoomContext(), iceTransportPolicy }
  context.answer('audio.connect', () => ({ url: 'wss://media.example', token: 'token', generation: 1, maySpeak: true }))
  const audio = createAudio(context)
  const started = audio.start()
  expect((await asked).rtcConfig).toEqual({ iceTransportPolicy })
  await audio.stop()
  await expect(started).rejects.toMatchObject({ code: 'CLOSED' })
})
