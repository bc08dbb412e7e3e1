import { drawSeed, drawVoice, type Voice, type VoiceChoice } from '@sanctuary/voice-disguise'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sampleSettings } from '../testing/sample-room.ts'
import { createAudio } from './audio.ts'
import { createFakeMediaRoom } from './testing/fake-media-room.ts'
import { createFakeRoomContext, letSpeak } from './testing/fake-room-context.ts'
import { createFakeVoiceSetup, type FakeVoiceSetup } from './testing/fake-voice-setup.ts'
import { stubSilentPage } from './testing/silent-page.ts'
import type { VoiceSetupOptions } from './voice-setup.ts'

const seed = Uint32Array.from({ length: 8 }, (_, i) => 3_405_691_582 + 7_919 * i)
/** What tells a speaker apart. */
const learned = [1.234567, -7.654321]
const veil: VoiceChoice = { mode: 'veil' }
const river: VoiceChoice = { mode: 'costume', name: 'River', sliders: { style: 0.4 } }

const made = vi.hoisted(() => ({ setups: [] as { options: VoiceSetupOptions; setup: FakeVoiceSetup; worn: Voice[] }[] }))

vi.mock('@sanctuary/voice-disguise', async (original) => ({
  ...(await original<typeof import('@sanctuary/voice-disguise')>()),
  drawSeed: vi.fn(() => seed),
}))
vi.mock('./media-room.ts', () => ({ openMediaRoom: async () => createFakeMediaRoom() }))
vi.mock('./voice-setup.ts', () => ({
  createVoiceSetup(options: VoiceSetupOptions) {
    const worn = [options.voice]
    const setup = createFakeVoiceSetup()
    made.setups.push({ options, setup, worn })
    return { ...setup, setVoice: (voice: Voice) => void worn.push(voice) }
  },
}))

beforeEach(() => {
  made.setups = []
  stubSilentPage()
})
afterEach(() => vi.unstubAllGlobals())

function setUp(context = createFakeRoomContext()) {
  letSpeak(context)
  context.put('rooms.settings', 'settings', sampleSettings)
  context.answer('audio.consent', ({ agreedTo }) => {
    context.put('audio.consent', 'consent', { agreedTo, at: '2026-01-01T00:00:00.000Z' })
    return {}
  })
  return { context, audio: createAudio(context) }
}

const newest = () => made.setups.at(-1) as (typeof made.setups)[number]

describe('the voice of a visit', () => {
  it('is drawn from the choice with one seed, so that the same choice sounds the same again', async () => {
    const { audio } = setUp()
    await audio.unmute()
    audio.setVoice(river)
    audio.setVoice(veil)
    expect(newest().worn).toEqual([veil, river, veil].map((choice) => drawVoice(choice, seed)))
    expect(audio.$voice.get()).toEqual(veil)
  })

  it('stays when sound is stopped and started again', async () => {
    const { audio } = setUp()
    vi.mocked(drawSeed).mockClear()
    await audio.unmute()
    audio.setVoice(river)
    newest().setup.learn(learned)
    await audio.stop()
    await audio.unmute()
    expect(made.setups).toHaveLength(2)
    expect(newest().options.learned).toBe(learned)
    await audio.stop() // before it has locked again
    await audio.unmute()
    expect(newest().options.learned).toBe(learned)
    expect(newest().options).toMatchObject({ seed, voice: drawVoice(river, seed) })
    expect(drawSeed).toHaveBeenCalledTimes(1)
  })

  it('can be chosen before there is sound', async () => {
    const { audio } = setUp()
    audio.setVoice(river)
    expect(audio.$voice.get()).toEqual(river)
    await audio.unmute()
    expect(newest().options.voice).toEqual(drawVoice(river, seed))
    expect(audio.$voice.get()).toEqual(river)
  })

  it('refuses a choice out of range and stays what it was', async () => {
    const { audio } = setUp()
    await audio.unmute()
    expect(() => audio.setVoice({ mode: 'costume', name: 'River', sliders: { style: 2 } })).toThrow(RangeError)
    expect(audio.$voice.get()).toEqual(veil)
    expect(newest().worn).toHaveLength(1)
  })

  it('is the veil once the code is there, where a choice out of range came before', async () => {
    const { context, audio } = setUp()
    audio.setVoice({ mode: 'costume', name: 'River', sliders: { style: 2 } })
    await audio.unmute()
    expect(audio.$voice.get()).toEqual(veil)
    expect(newest().options.voice).toEqual(drawVoice(veil, seed))
    expect(context.storage.get('audio.voice')).toBe(JSON.stringify(veil))
  })

  it('is the same choice after a reload', async () => {
    const { context, audio } = setUp()
    audio.setVoice(river)
    const { audio: reloaded } = setUp({ ...createFakeRoomContext(), storage: context.storage })
    expect(reloaded.$voice.get()).toEqual(river)
    await reloaded.unmute()
    expect(newest().options.voice).toEqual(drawVoice(river, seed))
  })

  it('is what was tried before joining, also after a reload', async () => {
    const context = createFakeRoomContext()
    context.prepared.set('audio.voice', { choice: () => river })
    expect(setUp(context).audio.$voice.get()).toEqual(river)
    const { audio: reloaded } = setUp({ ...createFakeRoomContext(), storage: context.storage })
    expect(reloaded.$voice.get()).toEqual(river)
  })

  it('is the veil where what was remembered is of no use', async () => {
    const context = createFakeRoomContext()
    context.storage.set('audio.voice', '{"mode":"costume","name":"Nobody"}')
    const { audio } = setUp(context)
    await audio.unmute()
    expect(audio.$voice.get()).toEqual(veil)
    expect(newest().options.voice).toEqual(drawVoice(veil, seed))
  })

  it('is known to nobody else: neither the seed nor what was drawn is stored or sent', async () => {
    const { context, audio } = setUp()
    await audio.unmute()
    for (const choice of [river, { mode: 'strong-veil' }, veil] as const) audio.setVoice(choice)
    await audio.speakUndisguised({ agreedTo: 'They hear me.' })
    audio.setVoice(river)
    newest().setup.learn(learned)
    await audio.setPreferences({ autoSilence: true })
    await audio.setDevice('headset')
    await audio.stop()
    await audio.unmute()

    const shelves = [context.storage, context.device].flatMap((shelf) => shelf.keys().map((key) => shelf.get(key)))
    const told = [...context.calls.map(({ input }) => JSON.stringify(input)), ...shelves].join('\n')
    const drawn = [river, veil, { mode: 'strong-veil' } as const].flatMap((choice) => numbersOf(drawVoice(choice, seed)))
    expect(told).toContain('River')
    expect(drawn.length).toBeGreaterThan(20)
    for (const secret of [...seed, ...drawn, ...learned]) expect(told).not.toContain(String(secret))
    for (const part of seed) expect(told).not.toContain(part.toString(16))
  })
})

describe('one’s own voice', () => {
  it('takes the disguise’s place after consent, through a mute, and until another choice', async () => {
    const { context, audio } = setUp()
    audio.setVoice(river)
    await audio.unmute()
    await audio.speakUndisguised({ agreedTo: 'They hear me.' })
    expect(audio.$voice.get()).toEqual({ mode: 'off' })
    expect(newest().setup.undisguised).toBe(true)
    audio.mute()
    await audio.unmute()
    expect(newest().setup.undisguised).toBe(true)
    audio.setVoice(veil)
    expect(newest().setup.undisguised).toBe(false)
    expect(audio.$voice.get()).toEqual(veil)
    expect(context.calls.at(-1)).toEqual({ op: 'audio.withdrawConsent', input: {} })
  })

  it('ends with one word, and the disguise worn before is back', async () => {
    const { context, audio } = setUp()
    audio.speakDisguised() // nothing to end
    expect(context.calls).toEqual([])
    audio.setVoice(river)
    await audio.unmute()
    await audio.speakUndisguised({ agreedTo: 'They hear me.' })
    audio.speakDisguised()
    expect(newest().setup.undisguised).toBe(false)
    expect(audio.$voice.get()).toEqual(river)
    expect(newest().worn.at(-1)).toEqual(drawVoice(river, seed))
    expect(context.calls.at(-1)).toEqual({ op: 'audio.withdrawConsent', input: {} })
  })

  it('is not what a reload begins with', async () => {
    const { context, audio } = setUp()
    audio.setVoice(river)
    await audio.speakUndisguised({ agreedTo: 'They hear me.' })
    const again = { ...context, prepared: new Map() }
    const { audio: reloaded } = setUp(again)
    await reloaded.unmute()
    expect(reloaded.$voice.get()).toEqual(river)
    expect(newest().setup.undisguised).toBe(false)
  })

  it('ends with a host’s word, and the last disguise is back', async () => {
    const { context, audio } = setUp()
    audio.setVoice(river)
    await audio.unmute()
    await audio.speakUndisguised({ agreedTo: 'They hear me.' })
    context.put('rooms.settings', 'settings', { ...sampleSettings, undisguised: 'never' })
    expect(newest().setup.undisguised).toBe(false)
    expect(audio.$voice.get()).toEqual(river)
    await expect(audio.speakUndisguised({ agreedTo: 'They hear me.' })).rejects.toMatchObject({ code: 'UNDISGUISED_FORBIDDEN' })
  })

  it('goes on when the disguise behind it fails, which alone never leads to it', async () => {
    const { audio } = setUp()
    await audio.unmute()
    newest().setup.disguise({ phase: 'failed', reason: 'processor-error' })
    expect(audio.$microphone.get().state).toBe('stopped')
    expect(newest().setup.undisguised).toBe(false)
    await audio.speakUndisguised({ agreedTo: 'They hear me.' })
    expect(audio.$microphone.get().state).toBe('on')
    audio.setVoice(veil)
    expect(audio.$microphone.get().state).toBe('stopped')
    expect(newest().setup.open).toBe(false)
  })

  it('ends with the sound of the room', async () => {
    const { audio } = setUp()
    await audio.unmute()
    await audio.speakUndisguised({ agreedTo: 'They hear me.' })
    await audio.stop()
    expect(audio.$voice.get()).toEqual(veil)
    await audio.unmute()
    expect(newest().setup.undisguised).toBe(false)
  })
})

/** Numbers that could give a draw away: those with digits after the point. */
const numbersOf = (voice: Voice): number[] =>
  Object.values(voice)
    .flat()
    .filter((value): value is number => typeof value === 'number' && !Number.isInteger(10 * value))
