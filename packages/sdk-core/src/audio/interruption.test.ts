import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setUpSpeaking } from './testing/set-up-speaking.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('an interruption', () => {
  it.each(['the system takes the microphone', 'the system stops the page’s sound'])(
    'mutes when %s, and one press is enough',
    async (how) => {
      const { speaking, setup, $microphone, told } = setUpSpeaking()
      await speaking.unmute()
      if (how === 'the system takes the microphone') setup.devices.given[0]?.dispatchEvent(new Event('mute'))
      else setup.interrupt()
      expect($microphone.get()).toMatchObject({ state: 'off', reason: { code: 'MICROPHONE_INTERRUPTED', retryable: true } })
      expect(setup.open).toBe(false)
      expect(told.at(-1)).toBe('off')
      setup.devices.given[0]?.dispatchEvent(new Event('unmute'))
      expect($microphone.get().state).toBe('off')
      expect(setup.open).toBe(false)
      await speaking.unmute()
      expect($microphone.get()).toEqual({ state: 'on', deviceId: 'built-in' })
      expect(setup.open).toBe(true)
    },
  )

  it('opens the device anew when one unmutes while the system still holds it back', async () => {
    const { speaking, setup, $microphone } = setUpSpeaking()
    await speaking.unmute()
    setup.devices.given[0]?.dispatchEvent(new Event('mute'))
    await speaking.unmute()
    expect(setup.devices.given.map(({ readyState }) => readyState)).toEqual(['ended', 'live'])
    expect($microphone.get().state).toBe('on')
  })

  it('lets the device go 10 s after an interruption, as after a mute', async () => {
    const { speaking, setup, $microphone } = setUpSpeaking()
    await speaking.unmute()
    setup.interrupt()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(setup.input).toBeUndefined()
    expect($microphone.get().reason?.code).toBe('MICROPHONE_INTERRUPTED')
  })

  it('is not interrupted while nobody wants to be heard', async () => {
    const { speaking, setup, $microphone } = setUpSpeaking()
    await speaking.unmute()
    speaking.mute()
    setup.interrupt()
    expect($microphone.get()).toEqual({ state: 'off', deviceId: 'built-in' })
  })

  it('is on with one’s own voice whatever the disguise does, and waits for the disguise after it', async () => {
    const { speaking, setup, $undisguised, $microphone } = setUpSpeaking()
    await speaking.unmute()
    $undisguised.set(true)
    expect(setup.undisguised).toBe(true)
    setup.disguise({ phase: 'starting' })
    expect($microphone.get().state).toBe('on')
    $undisguised.set(false)
    expect(setup.undisguised).toBe(false)
    expect($microphone.get().state).toBe('starting')
    expect(setup.open).toBe(false)
  })
})
