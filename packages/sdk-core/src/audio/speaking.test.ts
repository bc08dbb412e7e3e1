import { SanctuaryError } from '@sanctuary/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeMediaRoom } from './testing/fake-media-room.ts'
import { setUpSpeaking } from './testing/set-up-speaking.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('speaking', () => {
  it('sends the disguised track and never the microphone’s own', async () => {
    const { speaking, setup, room, $microphone, told } = setUpSpeaking()
    await speaking.unmute()
    expect(room.published).toEqual([setup.path.track()])
    expect(room.published).not.toContain(setup.input)
    expect(setup.open).toBe(true)
    expect($microphone.get()).toEqual({ state: 'on', deviceId: 'built-in' })
    expect(told).toEqual(['off', 'on'])
  })

  it('is starting, with the gate shut, until disguise and connection are there', async () => {
    const { speaking, setup, room, $room, $microphone } = setUpSpeaking()
    setup.disguise({ phase: 'starting' })
    $room.set(undefined)
    const heard = speaking.unmute()
    await vi.advanceTimersByTimeAsync(0)
    expect($microphone.get().state).toBe('starting')
    setup.disguise({ phase: 'gated' })
    expect($microphone.get().state).toBe('starting')
    expect(setup.open).toBe(false)
    $room.set(room)
    await heard
    expect($microphone.get().state).toBe('on')
    expect(setup.open).toBe(true)
  })

  it('is silent at once when muted, and lets the device go after 10 s', async () => {
    const { speaking, setup, $microphone, told } = setUpSpeaking()
    await speaking.unmute()
    speaking.mute()
    expect(setup.open).toBe(false)
    expect($microphone.get().state).toBe('off')
    expect(told.at(-1)).toBe('off')
    await vi.advanceTimersByTimeAsync(9_999)
    expect(setup.input?.readyState).toBe('live')
    await vi.advanceTimersByTimeAsync(1)
    expect(setup.input).toBeUndefined()
    expect(setup.devices.given[0]?.readyState).toBe('ended')
  })

  it('opens the device again when unmuted later, with the same disguise', async () => {
    const { speaking, setup, setups, $microphone } = setUpSpeaking()
    await speaking.unmute()
    speaking.mute()
    await vi.advanceTimersByTimeAsync(10_000)
    await speaking.unmute()
    expect(setup.devices.given).toHaveLength(2)
    expect(setups).toHaveLength(1)
    expect($microphone.get().state).toBe('on')
  })

  it('stays silent when muted while it was still starting', async () => {
    const { speaking, setup, room, $microphone } = setUpSpeaking()
    const release = setup.devices.hold()
    const heard = speaking.unmute()
    await vi.advanceTimersByTimeAsync(0)
    speaking.mute()
    release()
    await heard
    await vi.advanceTimersByTimeAsync(0)
    expect($microphone.get().state).toBe('off')
    expect(setup.open).toBe(false)
    expect(room.published).toEqual([])
  })

  it('fails closed: stopped, gate shut, others told, and back only on retry', async () => {
    const { speaking, setup, $microphone, told } = setUpSpeaking()
    await speaking.unmute()
    setup.disguise({ phase: 'failed', reason: 'heartbeat-lost' })
    expect(setup.open).toBe(false)
    expect($microphone.get()).toMatchObject({ state: 'stopped', reason: { code: 'DISGUISE_FAILED', details: 'heartbeat-lost' } })
    expect(told.at(-1)).toBe('stopped')
    await vi.advanceTimersByTimeAsync(60_000)
    expect($microphone.get().state).toBe('stopped')
    await speaking.retry()
    expect(setup.retries).toBe(1)
    expect($microphone.get().state).toBe('on')
    expect(setup.open).toBe(true)
    expect(told.at(-1)).toBe('on')
  })

  it.each(['a mute', 'push-to-talk let go', 'leaving', 'losing the right to speak'])('%s while a retry is under way holds', async (how) => {
    const { speaking, setup, setups, $right, $microphone } = setUpSpeaking()
    await speaking.unmute()
    setup.disguise({ phase: 'failed', reason: 'module-load' })
    const release = setup.holdRetries()
    const retried = speaking.retry()
    await vi.advanceTimersByTimeAsync(0)
    expect(setup.retries).toBe(1)
    if (how === 'a mute') speaking.mute()
    else if (how === 'leaving') speaking.end()
    else if (how === 'losing the right to speak') $right.set('listen')
    else {
      speaking.pushToTalk(true)
      speaking.pushToTalk(false)
      await vi.advanceTimersByTimeAsync(1000)
    }
    release()
    await retried
    await vi.advanceTimersByTimeAsync(60_000)
    expect($microphone.get().state).toBe('off')
    expect([setup.open, setup.input, setups.length]).toEqual([false, undefined, 1])
  })

  it('retrying brings the whole disguise back after a simpler one, and speech only to who is heard', async () => {
    const { speaking, setup, $microphone } = setUpSpeaking()
    await speaking.unmute()
    setup.disguise({ phase: 'locked', simplified: true })
    speaking.mute()
    await speaking.retry()
    expect([setup.retries, $microphone.get().state]).toEqual([1, 'off'])
    await speaking.unmute()
    setup.disguise({ phase: 'locked', simplified: true })
    await speaking.retry()
    expect([setup.retries, $microphone.get().state]).toEqual([2, 'on'])
  })

  it('says that a simpler disguise is in use, and goes on with it and not with one’s own voice', async () => {
    const { speaking, setup, $disguise, $microphone } = setUpSpeaking()
    await speaking.unmute()
    setup.disguise({ phase: 'locked', simplified: true })
    expect($disguise.get()).toEqual({ phase: 'locked', simplified: true })
    expect($microphone.get().state).toBe('on')
    expect([setup.open, setup.undisguised]).toEqual([true, false])
    setup.disguise({ phase: 'gated', reason: 'overload' })
    expect($microphone.get()).toMatchObject({ state: 'stopped', reason: { code: 'DISGUISE_FAILED', details: 'overload' } })
    expect([setup.open, setup.undisguised]).toEqual([false, false])
  })

  it('says DISGUISE_FAILED when the disguise never starts', async () => {
    const { speaking, setup, room, $microphone } = setUpSpeaking()
    setup.disguise({ phase: 'failed', reason: 'module-load' })
    await expect(speaking.unmute()).rejects.toMatchObject({ code: 'DISGUISE_FAILED' })
    expect($microphone.get().state).toBe('stopped')
    expect(setup.open).toBe(false)
    expect(room.published.every((track) => track === setup.path.track())).toBe(true)
  })

  it('says what the microphone says, and is off', async () => {
    const { speaking, setup, $microphone } = setUpSpeaking()
    setup.devices.refuse('NotAllowedError')
    await expect(speaking.unmute()).rejects.toMatchObject({ code: 'MICROPHONE_BLOCKED' })
    expect($microphone.get()).toMatchObject({ state: 'off', reason: { code: 'MICROPHONE_BLOCKED' } })
  })

  it('is stopped while the device is gone and on when it is back', async () => {
    const { speaking, setup, $microphone } = setUpSpeaking()
    await speaking.unmute()
    setup.devices.plug()
    expect($microphone.get()).toMatchObject({ state: 'stopped', reason: { code: 'MICROPHONE_ABSENT' } })
    expect(setup.open).toBe(false)
    setup.devices.plug('built-in')
    await vi.advanceTimersByTimeAsync(0)
    expect($microphone.get().state).toBe('on')
  })

  it.each([
    ['silenced', 'MUTED_BY_HOST', 'silenced'],
    ['listen', 'FORBIDDEN', 'off'],
  ] as const)('refuses someone who may only %s', async (right, code, state) => {
    const { speaking, setup, $right, $microphone } = setUpSpeaking()
    $right.set(right)
    await expect(speaking.unmute()).rejects.toMatchObject({ code })
    expect($microphone.get().state).toBe(state)
    expect(setup.devices.given).toEqual([])
  })

  it('lets the device go when a host silences, and is off, not on, when that is lifted', async () => {
    const { speaking, setup, room, $right, $microphone } = setUpSpeaking()
    await speaking.unmute()
    $right.set('silenced')
    expect($microphone.get().state).toBe('silenced')
    expect(setup.input).toBeUndefined()
    expect(setup.devices.given[0]?.readyState).toBe('ended')
    expect(room.$sending.get()).toBe(false)
    $right.set('speak')
    await vi.advanceTimersByTimeAsync(60_000)
    expect($microphone.get().state).toBe('off')
    expect(setup.input).toBeUndefined()
  })

  it('sends the same track over the next connection without being asked', async () => {
    const { speaking, setup, $room, $microphone } = setUpSpeaking()
    await speaking.unmute()
    $room.set(undefined)
    expect($microphone.get().state).toBe('starting')
    const next = createFakeMediaRoom()
    $room.set(next)
    await vi.advanceTimersByTimeAsync(0)
    expect(next.published).toEqual([setup.path.track()])
    expect($microphone.get().state).toBe('on')
  })

  it('is not on when the media server takes the track away, and sends it again', async () => {
    const { speaking, room, $microphone } = setUpSpeaking()
    const states: string[] = []
    await speaking.unmute()
    $microphone.listen(({ state }) => states.push(state))
    room.cutTrack()
    await vi.advanceTimersByTimeAsync(0)
    expect(states[0]).toBe('starting')
    expect(states.at(-1)).toBe('on')
  })

  it('tries again when the media server does not take the track', async () => {
    const { speaking, room, $microphone } = setUpSpeaking()
    room.refuse(new Error('timed out'))
    const heard = speaking.unmute()
    await vi.advanceTimersByTimeAsync(5000)
    expect($microphone.get().state).toBe('starting')
    room.refuse(undefined)
    await vi.advanceTimersByTimeAsync(2000)
    await heard
    expect($microphone.get().state).toBe('on')
  })

  it('gives up where the media server says no', async () => {
    const { speaking, setup, room, $microphone } = setUpSpeaking()
    room.refuse(new SanctuaryError('MUTED_BY_HOST'))
    await expect(speaking.unmute()).rejects.toMatchObject({ code: 'MUTED_BY_HOST' })
    expect($microphone.get()).toMatchObject({ state: 'off', reason: { code: 'MUTED_BY_HOST' } })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(setup.input).toBeUndefined()
  })

  it('speaks while a key is held and 60 ms longer', async () => {
    const { speaking, setup, $microphone } = setUpSpeaking()
    speaking.pushToTalk(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(setup.open).toBe(true)
    speaking.pushToTalk(false)
    expect(setup.open).toBe(true)
    await vi.advanceTimersByTimeAsync(60)
    expect(setup.open).toBe(false)
    expect($microphone.get().state).toBe('off')
  })

  it('keeps the device for the next press of the key, and opens the gate at once then', async () => {
    const { speaking, setup } = setUpSpeaking()
    speaking.pushToTalk(true)
    await vi.advanceTimersByTimeAsync(0)
    speaking.pushToTalk(false)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(setup.input?.readyState).toBe('live')
    speaking.pushToTalk(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(setup.open).toBe(true)
    expect(setup.devices.given).toHaveLength(1)
    speaking.pushToTalk(false)
    await vi.advanceTimersByTimeAsync(61_000)
    expect(setup.input).toBeUndefined()
  })

  it('uses the device chosen before the microphone was opened', async () => {
    const { speaking, setup, $microphone } = setUpSpeaking()
    setup.devices.plug('built-in', 'headset')
    await speaking.setDevice('headset')
    await speaking.unmute()
    expect($microphone.get().deviceId).toBe('headset')
  })

  it('goes on through the device in use, now and later, when another one cannot be opened', async () => {
    const { speaking, setup, setups, $microphone } = setUpSpeaking()
    setup.devices.plug('built-in', 'headset')
    await speaking.unmute()
    setup.devices.refuse('NotReadableError')
    await expect(speaking.setDevice('headset')).rejects.toMatchObject({ code: 'MICROPHONE_BUSY' })
    expect($microphone.get()).toEqual({ state: 'on', deviceId: 'built-in' })
    expect(setup.input?.readyState).toBe('live')
    speaking.end()
    await speaking.unmute()
    expect(setups[1]?.devices.asked).toEqual([expect.not.objectContaining({ deviceId: expect.anything() })])
  })

  it('takes over an open microphone without speaking, and lets it go after 10 s', async () => {
    const { speaking, setup, $microphone, $disguise } = setUpSpeaking({ initial: true })
    await setup.microphone.open()
    expect($microphone.get().state).toBe('off')
    expect($disguise.get().phase).toBe('gated')
    expect(setup.open).toBe(false)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(setup.input).toBeUndefined()
    await speaking.unmute()
    expect($microphone.get().state).toBe('on')
  })

  it('lets everything go at the end and can begin anew', async () => {
    const { speaking, setup, setups, $microphone, $disguise } = setUpSpeaking()
    await speaking.unmute()
    speaking.end()
    expect(setup.closed).toBe(true)
    expect($microphone.get()).toEqual({ state: 'off' })
    expect($disguise.get()).toEqual({ phase: 'idle' })
    await speaking.unmute()
    expect(setups).toHaveLength(2)
    expect($microphone.get().state).toBe('on')
  })
})
