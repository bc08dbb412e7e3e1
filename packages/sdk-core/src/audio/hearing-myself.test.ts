import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setUpSpeaking } from './testing/set-up-speaking.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('hearing oneself', () => {
  it('opens the microphone to hear oneself, sends nothing, and keeps it for as long as one listens', async () => {
    const { speaking, setup, room, $hearingMyself, $microphone } = setUpSpeaking()
    await speaking.hearMyself('live')
    expect($hearingMyself.get()).toBe('live')
    expect($microphone.get().state).toBe('off')
    expect(room.published).toEqual([])
    await speaking.unmute()
    speaking.mute()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(setup.input?.readyState).toBe('live')
    await speaking.hearMyself('off')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(setup.input).toBeUndefined()
  })

  it('mutes for a loop, and ends the loop for speaking', async () => {
    const { speaking, setup, $hearingMyself, $microphone, told } = setUpSpeaking()
    await speaking.unmute()
    await speaking.hearMyself('loop')
    expect([$hearingMyself.get(), $microphone.get().state, setup.open, told.at(-1)]).toEqual(['loop', 'off', false, 'off'])
    speaking.pushToTalk(true)
    await vi.advanceTimersByTimeAsync(0)
    expect([$hearingMyself.get(), $microphone.get().state, setup.open]).toEqual(['off', 'on', true])
    await vi.advanceTimersByTimeAsync(60_000)
    expect([$microphone.get().state, setup.input?.readyState]).toEqual(['on', 'live'])
  })

  it('waits for a person who takes their time to allow the microphone', async () => {
    const { speaking, setup, $hearingMyself } = setUpSpeaking()
    const release = setup.devices.hold()
    const heard = speaking.hearMyself('live')
    await vi.advanceTimersByTimeAsync(60_000)
    release()
    await heard
    expect([$hearingMyself.get(), setup.input?.readyState]).toEqual(['live', 'live'])
  })

  it('lets the microphone go when a loop ends by itself', async () => {
    const { speaking, setup, $hearingMyself } = setUpSpeaking()
    await speaking.hearMyself('loop')
    expect(setup.input?.readyState).toBe('live')
    setup.hearing.set('off') // its disguise stopped
    expect($hearingMyself.get()).toBe('off')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(setup.input).toBeUndefined()
  })

  it('hears nothing where that was changed while the microphone opened', async () => {
    const { speaking, setup, $hearingMyself } = setUpSpeaking()
    const release = setup.devices.hold()
    const heard = speaking.hearMyself('live')
    await speaking.hearMyself('off')
    release()
    await heard
    expect($hearingMyself.get()).toBe('off')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(setup.input).toBeUndefined()
  })

  it('says why one cannot hear oneself', async () => {
    const { speaking, setup, $hearingMyself } = setUpSpeaking()
    setup.devices.refuse('NotReadableError')
    await expect(speaking.hearMyself('live')).rejects.toMatchObject({ code: 'MICROPHONE_BUSY' })
    expect($hearingMyself.get()).toBe('off')
  })

  it('makes one setup where one speaks and hears oneself at once', async () => {
    const { speaking, setup, setups, $microphone } = setUpSpeaking()
    await Promise.all([speaking.hearMyself('live'), speaking.unmute()])
    expect(setups).toHaveLength(1)
    expect(setup.closed).toBe(false)
    expect($microphone.get().state).toBe('on')
  })
})
