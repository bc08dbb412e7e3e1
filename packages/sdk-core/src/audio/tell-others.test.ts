import { SanctuaryError } from '@sanctuary/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTellOthers } from './tell-others.ts'
import { createFakeRoomContext } from './testing/fake-room-context.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const context = createFakeRoomContext()
  const others = createTellOthers(context)
  const told = () => context.calls.map(({ input }) => (input as { state: string }).state)
  return { context, others, told }
}

describe('telling others of the microphone', () => {
  it('says nothing before this page has the sound, then the present state', async () => {
    const { others, told } = setUp()
    others.tell('on')
    await vi.advanceTimersByTimeAsync(0)
    expect(told()).toEqual([])
    others.again()
    await vi.advanceTimersByTimeAsync(0)
    expect(told()).toEqual(['on'])
  })

  it('says only the newest of many quick changes, and the last word is true', async () => {
    const { context, others, told } = setUp()
    let answer = () => {}
    context.answer(
      'audio.setMicrophone',
      () =>
        new Promise((resolve) => {
          answer = () => resolve({})
        }),
    )
    others.again()
    for (let press = 0; press < 20; press++) {
      others.tell('on')
      others.tell('off')
    }
    others.tell('on')
    answer()
    await vi.advanceTimersByTimeAsync(0)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(told()).toEqual(['off', 'on'])
  })

  it('waits as long as the server asks and says it then', async () => {
    const { context, others, told } = setUp()
    context.answer('audio.setMicrophone', () => Promise.reject(new SanctuaryError('RATE_LIMITED', { retryAfterMs: 4000 })))
    others.again()
    others.tell('on')
    await vi.advanceTimersByTimeAsync(3999)
    expect(told()).toEqual(['off'])
    context.answer('audio.setMicrophone', () => ({}))
    await vi.advanceTimersByTimeAsync(1)
    expect(told()).toEqual(['off', 'on'])
  })

  it('does not insist where it may not speak', async () => {
    const { context, others, told } = setUp()
    context.answer('audio.setMicrophone', () => Promise.reject(new SanctuaryError('FORBIDDEN')))
    others.again()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(told()).toEqual(['off'])
  })

  it('leaves the word to another page', async () => {
    const { others, told } = setUp()
    others.again()
    await vi.advanceTimersByTimeAsync(0)
    others.fallSilent()
    others.tell('on')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(told()).toEqual(['off'])
  })
})
