import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { createLoadMeter } from './load-meter.ts'

const sampleRate = 48_000

/** A second of quanta that take `ms` each and begin at odd moments, seen through a clock of whole milliseconds. */
function secondOf(ms: number) {
  const meter = createLoadMeter(sampleRate)
  const random = createRandom(1)
  for (let i = 0; i < 375; i++) {
    const start = i * (128 / 48) + random()
    meter.add(Math.floor(start), Math.floor(start + ms), 128)
  }
  return meter
}

test('a coarse clock still gives the right share', () => {
  expect(secondOf(0.5).share()).toBeCloseTo(0.1875, 1)
  expect(secondOf(0.5).overloaded()).toBe(false)
})

test('a second spent on computing is an overload', () => {
  expect(secondOf(2.6).overloaded()).toBe(true)
})

test('one slow call is not', () => {
  const meter = createLoadMeter(sampleRate)
  meter.add(0, 600, 128)
  for (let i = 1; i < 375; i++) meter.add(1000, 1000, 128)
  expect(meter.share()).toBeCloseTo(0.6)
  expect(meter.overloaded()).toBe(false)
})

test('a clock set back does not count', () => {
  const meter = createLoadMeter(sampleRate)
  for (let i = 0; i < 375; i++) meter.add(5000, 0, 128)
  expect(meter.share()).toBe(0)
})
