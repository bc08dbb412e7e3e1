import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createAudio } from './audio.ts'
import { createFakeMediaRoom } from './testing/fake-media-room.ts'
import { createFakeRoomContext, letSpeak, me } from './testing/fake-room-context.ts'
import { createFakeVoiceSetup, type FakeVoiceSetup } from './testing/fake-voice-setup.ts'
import { stubSilentPage } from './testing/silent-page.ts'
import { until } from './until.ts'

const made = vi.hoisted(() => ({ setups: [] as FakeVoiceSetup[] }))

vi.mock('./media-room.ts', () => ({ openMediaRoom: async () => createFakeMediaRoom() }))
vi.mock('./voice-setup.ts', () => ({
  createVoiceSetup() {
    const setup = createFakeVoiceSetup()
    made.setups.push(setup)
    return setup
  },
}))

beforeEach(() => {
  made.setups = []
  stubSilentPage()
})
afterEach(() => vi.unstubAllGlobals())

async function speak() {
  const context = createFakeRoomContext()
  letSpeak(context)
  const audio = createAudio(context)
  const before = audio.$level.get()
  await audio.unmute()
  return { audio, before, setup: made.setups[0] as FakeVoiceSetup }
}

it('shows how loud one’s own microphone is, muted or not, and nothing once it is let go', async () => {
  const { audio, before, setup } = await speak()
  expect(before).toBe(0)
  setup.hear(-37.5)
  await until(audio.$level, (level) => level === 0.5)
  audio.mute()
  setup.hear(-15)
  await until(audio.$level, (level) => level === 1)
  await audio.stop()
  expect(audio.$level.get()).toBe(0)
})

it('stands apart from what others hear of one', async () => {
  const { audio, setup } = await speak()
  setup.hear(-15)
  await until(audio.$level, (level) => level === 1)
  expect(audio.$levels.get().has(me)).toBe(false)
  await audio.stop()
})
