import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRateLimits, type RateLimits } from './rate-limit.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const overrides = { chat: { points: 3, seconds: 10 }, gesture: { points: 1, seconds: 10 } }

it('P26: lets through what the class allows, then says how long to wait', async () => {
  const limits = createRateLimits({ overrides })
  await times(3, () => limits.consume('chat', 'ada'))
  vi.advanceTimersByTime(4000)
  await expect(limits.consume('chat', 'ada')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 6000, retryable: true })
  vi.advanceTimersByTime(6000)
  await limits.consume('chat', 'ada')
})

it('counts everybody and every class on its own', async () => {
  const limits = createRateLimits({ overrides })
  await times(3, () => limits.consume('chat', 'ada'))
  await limits.consume('chat', 'eve')
  await limits.consume('gesture', 'ada')
  await expect(limits.consume('gesture', 'ada')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
})

it('takes the cost into account', async () => {
  const limits = createRateLimits({ overrides })
  await limits.consume('chat', 'ada', 3)
  await expect(limits.consume('chat', 'ada')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  await expect(limits.consume('chat', 'eve', 4)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
})

it('has the contract’s numbers where nothing else is said', async () => {
  const limits = createRateLimits({ overrides })
  await times(20, () => limits.consume('create', 'network'))
  await expect(limits.consume('create', 'network')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
})

it('is one server’s own', async () => {
  await times(3, () => createRateLimits({ overrides: { chat: { points: 1, seconds: 10 } } }).consume('chat', 'ada'))
})

it('does not grow without end in a flood of keys', async () => {
  const limits = createRateLimits({ overrides: { join: { points: 1, seconds: 60 } }, maxKeys: 100 })
  await limits.consume('join', 'early')
  await expect(limits.consume('join', 'early')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  await flood(limits, 1000)
  await limits.consume('join', 'early') // forgotten, as the price of bounded memory
  vi.advanceTimersByTime(60_000)
  expect(vi.getTimerCount()).toBe(0) // what was remembered is let go when its time is over
})

const times = async (count: number, run: () => Promise<void>) => {
  for (let turn = 0; turn < count; turn++) await run()
}

async function flood(limits: RateLimits, keys: number): Promise<void> {
  for (let key = 0; key < keys; key++) await limits.consume('join', `network-${key}`)
}
