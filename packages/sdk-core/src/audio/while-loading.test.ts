import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sampleSettings } from '../testing/sample-room.ts'
import { createAudio } from './audio.ts'
import { createFakeMediaRoom } from './testing/fake-media-room.ts'
import { createFakeRoomContext, letSpeak } from './testing/fake-room-context.ts'
import { createFakeVoiceSetup, type FakeVoiceSetup } from './testing/fake-voice-setup.ts'
import { stubSilentPage } from './testing/silent-page.ts'

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

function setUp() {
  const context = createFakeRoomContext()
  letSpeak(context)
  context.put('rooms.settings', 'settings', sampleSettings)
  context.answer('audio.consent', ({ agreedTo }) => {
    context.put('audio.consent', 'consent', { agreedTo, at: '2026-01-01T00:00:00.000Z' })
    return {}
  })
  context.answer('audio.withdrawConsent', () => {
    context.remove('audio.consent', 'consent')
    return {}
  })
  return { context, audio: createAudio(context) }
}

/** The code of sound comes with its first use; whatever is asked for meanwhile waits for it. */
describe('what is asked for while the code of sound is loading is done in that order', () => {
  it('muted in the end, and silent', async () => {
    const { audio } = setUp()
    const heard = audio.unmute()
    audio.mute()
    await heard
    expect(audio.$microphone.get().state).toBe('off')
    expect(made.setups.filter(({ open }) => open)).toEqual([])
  })

  it('stopped in the end, and no sound', async () => {
    const { context, audio } = setUp()
    const started = audio.start()
    await audio.stop()
    await expect(started).rejects.toMatchObject({ code: 'CLOSED' })
    expect(audio.$sound.get()).toEqual({ state: 'idle' })
    expect(context.calls).toEqual([])
  })

  it('disguised in the end, though one’s own voice was agreed to before', async () => {
    const { context, audio } = setUp()
    const agreed = audio.speakUndisguised({ agreedTo: 'They hear me.' })
    audio.setVoice({ mode: 'strong-veil' })
    await agreed
    await audio.unmute()
    expect(made.setups.map(({ undisguised }) => undisguised)).toEqual([false])
    expect(audio.$voice.get()).toEqual({ mode: 'strong-veil' })
    expect(context.records('audio.consent').get()).toEqual([])
  })

  it.each(['said in so many words', 'chosen out of range'])('disguised in the end, where that was %s', async (how) => {
    const { context, audio } = setUp()
    const agreed = audio.speakUndisguised({ agreedTo: 'They hear me.' })
    if (how === 'chosen out of range') audio.setVoice({ mode: 'costume', name: 'Nobody' as never })
    else audio.speakDisguised()
    await agreed
    await audio.unmute()
    expect(made.setups.map(({ undisguised }) => undisguised)).toEqual([false])
    expect(audio.$voice.get()).toEqual({ mode: 'veil' })
    expect(context.records('audio.consent').get()).toEqual([])
  })
})
