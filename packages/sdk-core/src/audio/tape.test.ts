import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createTape } from './tape.ts'
import { noise } from './testing/noise.ts'

const sampleRate = 48_000
const quantum = 128

/** A microphone whose sound is known, seen through a window that moves on in steps of Web Audio, while the page looks when it can. */
function setUp(sound = noise(60 * sampleRate), lateBy = (_: number) => 0) {
  const clock = createFakeClock()
  const start = clock.now()
  let looks = 0
  const position = () => quantum * Math.floor(((clock.now() - start) * sampleRate) / 1000 / quantum) + lateBy(looks) * quantum
  const tape = createTape(
    {
      look(samples) {
        looks++
        samples.set(sound.subarray(Math.max(0, position() - samples.length), position()), Math.max(0, samples.length - position()))
      },
      now: () => (clock.now() - start) / 1000,
      sampleRate,
    },
    clock,
  )
  return { clock, tape, sound, position }
}

/** Where a piece lies in a sound, if it does as a whole. */
function placeOf(piece: Float32Array, sound: Float32Array): number {
  for (let at = 0; at + piece.length <= sound.length; at += quantum) {
    if (piece.every((sample, index) => sample === sound[at + index])) return at
  }
  return -1
}

describe('the tape', () => {
  it('holds the last five seconds without a gap or a repetition, however unevenly the graph’s time is told', async () => {
    const { clock, tape, sound, position } = setUp(undefined, (look) => [0, 3, 1, 7, 2][look % 5] ?? 0)
    tape.start()
    await clock.advance(12_000)
    const held = tape.read()
    expect(tape.$full.get()).toBe(true)
    expect(held).toHaveLength(5 * sampleRate)
    const place = placeOf(held, sound)
    expect(place).toBeGreaterThan(0)
    expect(position() - (place + held.length)).toBeLessThan(0.3 * sampleRate)
  })

  it('is full after five seconds and not before', async () => {
    const { clock, tape } = setUp()
    tape.start()
    await clock.advance(4_900)
    expect(tape.$full.get()).toBe(false)
    await clock.advance(600)
    expect(tape.$full.get()).toBe(true)
  })

  it('goes on through silence, which looks the same everywhere', async () => {
    const { clock, tape } = setUp(new Float32Array(60 * sampleRate))
    tape.start()
    await clock.advance(6_000)
    expect(tape.$full.get()).toBe(true)
    expect(tape.read()).toHaveLength(5 * sampleRate)
  })

  it('begins anew where the page slept too long to know what was said', async () => {
    const { clock, tape, sound } = setUp(undefined, (look) => (look > 20 ? 4 * 375 : 0))
    tape.start()
    await clock.advance(4_000) // twenty looks
    await clock.advance(2_000)
    expect(tape.$full.get()).toBe(false)
    expect(tape.read().length).toBeGreaterThan(sampleRate)
    expect(placeOf(tape.read(), sound)).toBeGreaterThan(0)
  })

  it('forgets everything when it stops', async () => {
    const { clock, tape } = setUp()
    tape.start()
    await clock.advance(6_000)
    tape.stop()
    expect(tape.$full.get()).toBe(false)
    expect(tape.read()).toHaveLength(0)
    await clock.advance(6_000)
    expect(tape.read()).toHaveLength(0)
  })
})
