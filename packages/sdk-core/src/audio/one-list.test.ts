import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createAudio } from './audio.ts'
import { createDevices } from './devices.ts'
import { createFakeMediaRoom } from './testing/fake-media-room.ts'
import { createFakeRoomContext, letSpeak } from './testing/fake-room-context.ts'
import { createFakeVoiceSetup } from './testing/fake-voice-setup.ts'
import { stubSilentPage } from './testing/silent-page.ts'
import type { VoiceSetupOptions } from './voice-setup.ts'

const made = vi.hoisted(() => ({ options: [] as VoiceSetupOptions[] }))

vi.mock('./media-room.ts', () => ({ openMediaRoom: async () => createFakeMediaRoom() }))
vi.mock('./devices.ts', async (original) => {
  const { createDevices } = await original<typeof import('./devices.ts')>()
  return { createDevices: vi.fn(createDevices) }
})
vi.mock('./voice-setup.ts', () => ({
  createVoiceSetup(options: VoiceSetupOptions) {
    made.options.push(options)
    return createFakeVoiceSetup()
  },
}))

beforeEach(() => {
  vi.mocked(createDevices).mockClear()
  stubSilentPage()
})
afterEach(() => vi.unstubAllGlobals())

it('a room has one list of devices, through every microphone and disguise, until it is closed', async () => {
  const context = createFakeRoomContext()
  letSpeak(context)
  const audio = createAudio(context)
  await audio.unmute()
  await audio.stop()
  await audio.unmute()
  const [list] = vi.mocked(createDevices).mock.results.map(({ value }) => value)
  expect(createDevices).toHaveBeenCalledTimes(1)
  expect(made.options.map((options) => options.list)).toEqual([list, list])
  await audio.stop()
})
