import { SanctuaryError } from '@sanctuary/protocol'
import { describe, expect, it } from 'vitest'
import { createAudio } from './audio.ts'
import { createFakeRoomContext, other, otherTab, tab } from './testing/fake-room-context.ts'

/** Node has no sound at all: whatever works here loads no media code. What needs it is in e2e/audio. */
describe('sound before it is started', () => {
  it('is idle, off and silent', () => {
    const audio = createAudio(createFakeRoomContext())
    expect(audio.$sound.get()).toEqual({ state: 'idle' })
    expect(audio.$microphone.get()).toEqual({ state: 'off' })
    expect(audio.$disguise.get()).toEqual({ phase: 'idle' })
    expect(audio.$levels.get().size).toBe(0)
  })

  it('says what the server says of it', () => {
    const context = createFakeRoomContext()
    const audio = createAudio(context)
    expect(audio.$service.get().state).toBe('starting')
    context.put('audio.service', 'service', { state: 'absent', message: 'This server has no sound.' })
    expect(audio.$service.get()).toEqual({ state: 'absent', message: 'This server has no sound.' })
  })

  it('says when another page of this person has it, until this page is the one', () => {
    const context = createFakeRoomContext()
    const audio = createAudio(context)
    context.put('audio.seat', 'seat', { tab: otherTab, generation: 1 })
    expect(audio.$sound.get()).toMatchObject({ state: 'elsewhere', reason: { code: 'SOUND_ELSEWHERE' } })
    context.put('audio.seat', 'seat', { tab, generation: 2 })
    expect(audio.$sound.get()).toEqual({ state: 'idle' })
  })

  it('remembers who is muted for this page', () => {
    const audio = createAudio(createFakeRoomContext())
    audio.muteForMe(other, true)
    audio.muteForMe(other, true)
    expect([...audio.$mutedForMe.get()]).toEqual([other])
    audio.muteForMe(other, false)
    expect(audio.$mutedForMe.get().size).toBe(0)
  })

  it('asks the server for nothing when it is muted, stopped or set', async () => {
    const context = createFakeRoomContext()
    const audio = createAudio(context)
    audio.mute()
    audio.setVoice({ mode: 'costume', name: 'River' })
    await audio.setDevice('headset')
    await audio.retry()
    await audio.stop()
    expect(context.calls).toEqual([])
    expect(audio.$sound.get()).toEqual({ state: 'idle' })
  })

  it('refuses where the server offers no sound', async () => {
    const audio = createAudio({ ...createFakeRoomContext(), has: () => false })
    await expect(audio.start()).rejects.toMatchObject({ code: 'MODULE_NOT_MOUNTED' })
    await expect(audio.unmute()).rejects.toMatchObject({ code: 'MODULE_NOT_MOUNTED' })
  })

  it('refuses once the room is closed', async () => {
    const context = createFakeRoomContext()
    const audio = createAudio(context)
    context.close(new SanctuaryError('CLOSED'))
    await expect(audio.start()).rejects.toMatchObject({ code: 'CLOSED' })
  })
})
