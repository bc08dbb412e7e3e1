import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { level, peak } from './analysis.ts'
import { startPageServer } from './page-server.ts'
import { openPerson, type Person } from './person.ts'
import { vowel } from './voices.ts'
import type { Sound } from './wav.ts'

let site: Awaited<ReturnType<typeof startPageServer>>
let person: Person

beforeAll(async () => {
  site = await startPageServer(() => Promise.reject(new Error('There is no sound of others here.')))
  person = await openPerson({ url: site.url, says: vowel(220, 1), enter: false })
})
afterAll(async () => {
  await person.close()
  site.close()
})

describe('a key that is pressed late', () => {
  it('still sends what was said 20 ms before', async () => {
    let pressed: { quietMs: number; sent: Sound }
    let tries = 0
    // A busy machine presses later still, when there is nothing left to hear; such a press shows nothing.
    do pressed = await person.press()
    while (pressed.quietMs > 30 && ++tries < 20)
    expect(pressed.quietMs).toBeGreaterThanOrEqual(20)
    expect(peak(pressed.sent)).toBeGreaterThan(0.01)
  })
})

describe('the way around the disguise', () => {
  it('is exactly silent one quantum and 5 ms after it is closed', async () => {
    const { rate, samples } = await person.cut()
    const closed = rate / 2
    expect(level({ rate, samples: samples.subarray(0.4 * rate, closed) })).toBeGreaterThan(-12)
    expect(peak({ rate, samples: samples.subarray(closed + 128 + 0.005 * rate) })).toBe(0)
  })
})

describe('a microphone that cannot be connected', () => {
  it('leaves the one before as it is', async () => {
    expect(level(await person.refuse())).toBeGreaterThan(-40)
  })
})

describe('automatic silence', () => {
  it('sends nothing at all between words, and the words as they are', async () => {
    const [off, on] = [await person.bursts({ autoSilence: false }), await person.bursts({ autoSilence: true })]
    expect(stretches(off, isSilent).filter((seconds) => seconds > 0.2)).toEqual([])
    const pauses = stretches(on, isSilent).filter((seconds) => seconds > 0.2)
    expect(pauses.length).toBeGreaterThanOrEqual(3)
    expect(Math.max(...pauses)).toBeLessThan(0.7) // a second without the 400 ms that are waited
    const [whole, gated] = [off, on].map((sound) => median(stretches(sound, isLoud).filter((seconds) => seconds > 0.2)))
    expect(Math.abs((gated ?? 0) - (whole ?? 0))).toBeLessThan(0.03)
  })

  it('does not stay shut when the disguise that listens for it stops, so that one’s own voice can be heard after consent', async () => {
    expect(level(await person.overload())).toBeGreaterThan(-30)
  })
})

const isSilent = (sound: Sound) => peak(sound) === 0
const isLoud = (sound: Sound) => level(sound) > -40

/** How many seconds each unbroken stretch lasts in which every 10 ms are like that. */
function stretches({ rate, samples }: Sound, like: (sound: Sound) => boolean): number[] {
  const hop = rate / 100
  const lengths = [0]
  for (let at = 0; at + hop <= samples.length; at += hop) {
    if (like({ rate, samples: samples.subarray(at, at + hop) })) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 0.01
    else if (lengths.at(-1) !== 0) lengths.push(0)
  }
  return lengths.slice(1, -1) // what the recording cut at its ends
}

const median = (values: number[]): number => values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
