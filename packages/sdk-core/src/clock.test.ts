import { expect, test } from 'vitest'
import { backoffMs } from './clock.ts'

const many = (attempt: number, atLeastMs?: number) => Array.from({ length: 500 }, () => backoffMs(attempt, atLeastMs))

test('a wait lies anywhere between nothing and a bound that doubles up to ten seconds', () => {
  for (const [attempt, bound] of [
    [0, 500],
    [1, 1_000],
    [3, 4_000],
    [5, 10_000],
    [5_000, 10_000],
  ] as const) {
    const waits = many(attempt)
    expect(Math.max(...waits)).toBeLessThanOrEqual(bound)
    expect(Math.max(...waits)).toBeGreaterThan(bound * 0.9)
    expect(Math.min(...waits)).toBeLessThan(bound * 0.1)
  }
})

test('it is never shorter than the server asks', () => {
  expect(Math.min(...many(0, 3_000))).toBeGreaterThanOrEqual(3_000)
})
