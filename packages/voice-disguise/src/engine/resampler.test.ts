import { describe, expect, it } from 'vitest'
import { levelAt } from '../testing/measure.ts'
import { createDownsampler, createUpsampler } from './resampler.ts'
import { STEP_SAMPLES } from './stage.ts'

const rate = 48_000
const tone = (hz: number) => Float32Array.from({ length: rate / 4 }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / rate))

/** Down and up again, in blocks of these lengths in turn; and how much later it is. */
function thereAndBack(sound: Float32Array, factor: number, lengths = [factor * STEP_SAMPLES]) {
  const [down, up] = [createDownsampler(factor), createUpsampler(factor)]
  const slow = new Float64Array(STEP_SAMPLES)
  const heard = new Float32Array(sound.length)
  for (let from = 0, turn = 0; from < sound.length; turn += 1) {
    const length = Math.min(lengths[turn % lengths.length] ?? 1, sound.length - from)
    const block = Float64Array.from(sound.subarray(from, from + length))
    down.process(block, length, slow)
    up.process(slow, block, length)
    heard.set(block, from)
    from += length
  }
  return { heard, delay: down.latencySamples + up.latencySamples }
}

const middle = (sound: Float32Array) => sound.subarray(rate / 16, (3 * rate) / 16)

describe.each([2, 3, 4, 8])('to one sample of %d and back', (factor) => {
  const slow = rate / factor

  it('keeps what a third of the slow rate can tell, later by the delay it names', () => {
    const sound = tone(0.2 * slow)
    const { heard, delay } = thereAndBack(sound, factor)
    const off = middle(heard.subarray(delay)).reduce((most, value, n) => Math.max(most, Math.abs(value - (middle(sound)[n] ?? 0))), 0)
    expect(off).toBeLessThan(0.002)
    expect(levelAt(middle(thereAndBack(tone(slow / 3), factor).heard), slow / 3, rate)).toBeGreaterThan(
      levelAt(middle(tone(slow / 3)), slow / 3, rate) - 0.5,
    )
  })

  it('lets nothing come back at another frequency', () => {
    for (const hz of [0.2 * slow, 0.33 * slow, 0.7 * slow, 0.8 * slow].filter((hz) => hz < rate / 2)) {
      const { heard } = thereAndBack(tone(hz), factor)
      const reference = levelAt(middle(tone(hz)), hz, rate)
      for (const ghost of [slow - hz, slow + hz].map(Math.abs).filter((at) => at < rate / 2 && at > 0)) {
        expect(levelAt(middle(heard), ghost, rate)).toBeLessThan(reference - 30)
      }
    }
  })

  it('gives the same however it is cut', () => {
    const sound = tone(1000)
    expect(thereAndBack(sound, factor, [1, 3, factor, 5]).heard).toEqual(thereAndBack(sound, factor).heard)
  })
})

it('to one of one is the sound itself, at once', () => {
  const { heard, delay } = thereAndBack(tone(9000), 1)
  expect(delay).toBe(0)
  expect(heard).toEqual(tone(9000))
})
