import { type AudioService, SanctuaryError } from '@sanctuary/protocol'
import { atom } from 'nanostores'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Sound } from './audio-feature.ts'
import { createSeat } from './seat.ts'
import { createSoundSession } from './sound-session.ts'
import { createFakeMediaRoom, type FakeMediaRoom } from './testing/fake-media-room.ts'
import { createFakeRoomContext, otherTab, tab } from './testing/fake-room-context.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ready: AudioService = { state: 'ready', message: 'There is sound.' }

function setUp({ service = ready }: { service?: AudioService | undefined } = {}) {
  const context = createFakeRoomContext()
  const $service = atom<AudioService | undefined>(service)
  const $sound = atom<Sound>({ state: 'idle' })
  const rooms: FakeMediaRoom[] = []
  const tokens: string[] = []
  const hopes: (() => void)[] = []
  let generation = 0
  context.answer('audio.connect', () => {
    generation++
    return { url: 'wss://media.example', token: `token ${generation}`, generation, maySpeak: true }
  })
  const session = createSoundSession({
    ...context,
    seat: createSeat(context),
    $service,
    $sound,
    async open({ token }) {
      tokens.push(token)
      const room = createFakeMediaRoom()
      rooms.push(room)
      return room
    },
    onHope(hope) {
      hopes.push(hope)
      return () => void hopes.splice(hopes.indexOf(hope), 1)
    },
  })
  const connects = () => context.calls.filter(({ op }) => op === 'audio.connect').length
  return { context, session, $service, $sound, rooms, tokens, hopes, connects }
}

describe('a sound session', () => {
  it('claims the sound for this page and is live', async () => {
    const { context, session, $sound, tokens } = setUp()
    await session.start()
    expect(context.calls).toEqual([{ op: 'audio.connect', input: { tab } }])
    expect(tokens).toEqual(['token 1'])
    expect($sound.get()).toEqual({ state: 'live' })
  })

  it('starts once however often it is asked', async () => {
    const { session, connects } = setUp()
    await Promise.all([session.start(), session.start()])
    await session.start()
    expect(connects()).toBe(1)
  })

  it('says why there is none, and connects by itself when there is', async () => {
    const { session, $service, $sound, connects } = setUp({ service: { state: 'starting', message: 'Sound is being made ready.' } })
    await expect(session.start()).rejects.toMatchObject({ code: 'AUDIO_UNAVAILABLE', message: 'Sound is being made ready.' })
    expect($sound.get()).toMatchObject({ state: 'unavailable', reason: { message: 'Sound is being made ready.' } })
    expect(connects()).toBe(0)
    $service.set(ready)
    await vi.advanceTimersByTimeAsync(0)
    expect($sound.get()).toEqual({ state: 'live' })
  })

  it('does not connect by itself when nobody started it', async () => {
    const { $service, connects } = setUp({ service: { state: 'starting', message: '' } })
    $service.set(ready)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(connects()).toBe(0)
  })

  it('asks for a new token whenever the connection ends', async () => {
    const { session, $sound, rooms, tokens } = setUp()
    await session.start()
    rooms[0]?.end('lost')
    await vi.advanceTimersByTimeAsync(0)
    expect($sound.get()).toEqual({ state: 'reconnecting' })
    await vi.advanceTimersByTimeAsync(500)
    expect($sound.get()).toEqual({ state: 'live' })
    expect(tokens).toEqual(['token 1', 'token 2'])
    expect(session.$room.get()).toBe(rooms[1])
  })

  it('goes on trying for as long as it is wanted', async () => {
    const { context, session, $sound, connects } = setUp()
    context.answer('audio.connect', () => Promise.reject(new SanctuaryError('SERVER_UNREACHABLE')))
    const started = session.start()
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    expect(connects()).toBeGreaterThan(60)
    expect($sound.get()).toMatchObject({ state: 'connecting', reason: { code: 'SERVER_UNREACHABLE' } })
    await session.stop()
    await expect(started).rejects.toMatchObject({ code: 'CLOSED' })
    const before = connects()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(connects()).toBe(before)
  })

  it('waits as long as the server asks', async () => {
    const { context, session, connects } = setUp()
    context.answer('audio.connect', () => Promise.reject(new SanctuaryError('RATE_LIMITED', { retryAfterMs: 30_000 })))
    session.start().catch(() => {})
    await vi.advanceTimersByTimeAsync(29_999)
    expect(connects()).toBe(1)
    await vi.advanceTimersByTimeAsync(600)
    expect(connects()).toBe(2)
  })

  it('tries at once when there is hope', async () => {
    const { context, session, hopes, connects } = setUp()
    context.answer('audio.connect', () => Promise.reject(new SanctuaryError('RATE_LIMITED', { retryAfterMs: 30_000 })))
    session.start().catch(() => {})
    await vi.advanceTimersByTimeAsync(0)
    hopes[0]?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(connects()).toBe(2)
  })

  it('stops for good where the server says no for good, and can be started again', async () => {
    const { context, session, $sound, connects } = setUp()
    context.answer('audio.connect', () => Promise.reject(new SanctuaryError('REMOVED')))
    await expect(session.start()).rejects.toMatchObject({ code: 'REMOVED' })
    expect($sound.get()).toMatchObject({ state: 'failed', reason: { code: 'REMOVED' } })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(connects()).toBe(1)
    await expect(session.start()).rejects.toMatchObject({ code: 'REMOVED' })
    expect(connects()).toBe(2)
  })

  it('gives way to another page that claims the sound, and takes it back only when asked', async () => {
    const { context, session, $sound, rooms, connects } = setUp()
    await session.start()
    context.put('audio.seat', 'seat', { tab: otherTab, generation: 2 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect($sound.get()).toMatchObject({ state: 'elsewhere', reason: { code: 'SOUND_ELSEWHERE' } })
    expect(rooms[0]?.closed).toBe(true)
    expect(connects()).toBe(1)
    await expect(session.start()).rejects.toMatchObject({ code: 'SOUND_ELSEWHERE' })
    context.answer('audio.connect', () => ({ url: '', token: '', generation: 3, maySpeak: true }))
    await session.moveHere()
    expect($sound.get()).toEqual({ state: 'live' })
    context.put('audio.seat', 'seat', { tab, generation: 3 })
    expect($sound.get()).toEqual({ state: 'live' })
  })

  it('never comes back by itself when another connection took its place', async () => {
    const { session, $sound, rooms, connects } = setUp()
    await session.start()
    rooms[0]?.end('taken')
    await vi.advanceTimersByTimeAsync(60_000)
    expect($sound.get()).toMatchObject({ state: 'elsewhere' })
    expect(connects()).toBe(1)
  })

  it('does not mind the record of an older claim by another page', async () => {
    const { context, session, $sound } = setUp()
    context.answer('audio.connect', () => ({ url: '', token: '', generation: 5, maySpeak: true }))
    await session.start()
    context.put('audio.seat', 'seat', { tab: otherTab, generation: 4 })
    expect($sound.get()).toEqual({ state: 'live' })
  })

  it('shows that playback is held back, and plays on the next start', async () => {
    const { session, $sound, rooms } = setUp()
    await session.start()
    rooms[0]?.set('blocked')
    expect($sound.get()).toMatchObject({ state: 'blocked', reason: { code: 'PLAYBACK_BLOCKED' } })
    await session.start()
    expect($sound.get()).toEqual({ state: 'live' })
  })

  it('asks for nothing, and stays idle, when it is stopped in the very moment it was started', async () => {
    const { session, $sound, connects } = setUp()
    const started = session.start()
    await session.stop()
    await expect(started).rejects.toMatchObject({ code: 'CLOSED' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect($sound.get()).toEqual({ state: 'idle' })
    expect(connects()).toBe(0)
  })

  it('closes the connection when it is stopped while connecting', async () => {
    const { context, session, $sound, rooms } = setUp()
    let answer = () => {}
    context.answer(
      'audio.connect',
      () =>
        new Promise((resolve) => {
          answer = () => resolve({ url: '', token: '', generation: 1, maySpeak: true })
        }),
    )
    const started = session.start()
    await vi.advanceTimersByTimeAsync(0)
    await session.stop()
    answer()
    await expect(started).rejects.toMatchObject({ code: 'CLOSED' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(rooms).toEqual([])
    expect($sound.get()).toEqual({ state: 'idle' })
  })
})
