import { afterEach, describe, expect, it, vi } from 'vitest'
import { loudness, measurePitch } from '../testing/measure.ts'
import { seedOf } from '../testing/seed-of.ts'
import { noise, synthesizeVowel } from '../testing/vowel.ts'
import { createGuardedEngine, type GuardedEngineOptions } from './guarded-engine.ts'
import type { Heartbeat, PageMessage, WorkletMessage } from './protocol.ts'

const sampleRate = 48_000
const voice = { pitchHz: 150, formantSemitones: 1, flatten: 1 }
const vowel = synthesizeVowel({ pitchHz: 100, seconds: 3 })

/** A processor and a page that answers its heartbeats while `answers` is true. */
function setUp(options: Partial<GuardedEngineOptions> = {}) {
  const heard: WorkletMessage[] = []
  const page = { answers: true }
  const engine = createGuardedEngine({
    sampleRate,
    voice,
    seed: seedOf(1),
    clock: () => 0,
    post(message) {
      heard.push(message)
      if (message.type === 'heartbeat' && page.answers) engine.receive({ type: 'heartbeat' })
    },
    ...options,
  })
  let position = 0

  /** Speaks for some seconds and returns what comes out. */
  function speak(seconds: number, sound: Float32Array | 'nothing connected' = vowel): Float32Array {
    const output = new Float32Array(128 * Math.round((seconds * sampleRate) / 128))
    for (let from = 0; from < output.length; from += 128) {
      const input = sound === 'nothing connected' ? undefined : sound.subarray(position % 96_000, (position % 96_000) + 128)
      engine.process(input, output.subarray(from, from + 128))
      position += 128
    }
    return output
  }
  const heartbeats = () => heard.filter((message): message is Heartbeat => message.type === 'heartbeat')
  return { engine, page, heard, heartbeats, speak }
}

const silent = (sound: Float32Array) => sound.every((value) => Object.is(value, 0))
const audible = (sound: Float32Array) => loudness(sound) > -40

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a guarded engine', () => {
  it('is exactly silent until locked, then lets the disguised voice out', () => {
    const { speak, heartbeats } = setUp()
    const sound = speak(1)
    const first = sound.findIndex((value) => value !== 0)
    expect(first).toBeGreaterThan(0.031 * sampleRate)
    expect(first).toBeLessThan(0.15 * sampleRate)
    const { hz } = measurePitch(sound.subarray(0.5 * sampleRate, 0.7 * sampleRate), sampleRate)
    expect(hz).toBeGreaterThan(147)
    expect(hz).toBeLessThan(153)
    expect(heartbeats()[0]?.shut).toBe('starting')
    expect(heartbeats().at(-1)?.shut).toBeUndefined()
  })

  it('stays silent while there is no voice to lock on', () => {
    const { speak, heartbeats } = setUp()
    expect(silent(speak(1, 'nothing connected'))).toBe(true)
    expect(silent(speak(1, noise(200_000, 0.3)))).toBe(true)
    expect(heartbeats().at(-1)?.shut).toBe('starting')
  })

  it('says how it is every 50 ms, with the levels of the time between', () => {
    const { speak, heartbeats } = setUp()
    speak(1)
    expect(heartbeats().length).toBeGreaterThanOrEqual(19)
    const { levelIn, levelOut } = heartbeats().at(-1) as Heartbeat
    expect(20 * Math.log10(levelIn)).toBeCloseTo(loudness(vowel), 0)
    expect(Math.abs(20 * Math.log10(levelOut / levelIn))).toBeLessThan(4)
  })

  it('is exactly silent 250 ms after the page stopped answering, and comes back with it', () => {
    const { speak, page, heartbeats, engine } = setUp()
    expect(audible(speak(1))).toBe(true)
    page.answers = false
    const sound = speak(1)
    expect(audible(sound.subarray(0, 0.2 * sampleRate))).toBe(true)
    expect(silent(sound.subarray(0.25 * sampleRate))).toBe(true)
    expect(heartbeats().at(-1)?.shut).toBe('heartbeat-lost')
    page.answers = true
    engine.receive({ type: 'heartbeat' })
    expect(audible(speak(0.2))).toBe(true)
    expect(heartbeats().at(-1)?.shut).toBeUndefined()
  })

  it('is silent from the next sample on and for ever when told so, and ends', () => {
    const { speak, engine } = setUp()
    expect(audible(speak(1))).toBe(true)
    engine.receive({ type: 'silence' })
    expect(silent(speak(0.5))).toBe(true)
    expect(engine.process(vowel.subarray(0, 128), new Float32Array(128))).toBe(false)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('no square roots today')
      },
    ],
    ['computes what is not a number', () => Number.NaN],
  ])('is silent for ever and says why when something inside %s', (_name, broken) => {
    const { speak, engine, heard, page } = setUp()
    expect(audible(speak(1))).toBe(true)
    const spy = vi.spyOn(Math, 'sqrt').mockImplementation(broken)
    expect(silent(speak(0.5).subarray(0.1 * sampleRate))).toBe(true)
    spy.mockRestore()
    expect(heard.at(-1)).toMatchObject({ type: 'failed', message: expect.stringMatching(/square roots|not a number/) })
    page.answers = true
    engine.receive({ type: 'heartbeat' })
    expect(silent(speak(0.5))).toBe(true)
    expect(engine.process(vowel.subarray(0, 128), new Float32Array(128))).toBe(false)
  })

  it.each([
    ['of an unknown kind', { type: 'off' }],
    ['that is nothing', undefined],
    ['with the natural voice', { type: 'voice', voice: { pitchHz: 100, formantSemitones: 0, flatten: 0 } }],
    ['with no voice', { type: 'voice' }],
  ])('is silent for ever after a message %s', (_name, message) => {
    const { speak, engine, heard } = setUp()
    expect(audible(speak(1))).toBe(true)
    engine.receive(message as PageMessage) // what no honest page sends
    expect(silent(speak(0.5))).toBe(true)
    expect(heard.at(-1)?.type).toBe('failed')
  })

  /** A clock by which each call takes this long. */
  function busy(ms: number) {
    let now = 0
    return () => {
      now += ms
      return Math.floor(now)
    }
  }

  it('goes on as it is while half the time is spent on computing', () => {
    const { speak, heartbeats } = setUp({ clock: busy(1.3) })
    expect(audible(speak(3))).toBe(true)
    expect(heartbeats().at(-1)).toMatchObject({ simplified: false, shut: undefined })
    expect(heartbeats().at(-1)?.load).toBeCloseTo(1.3 / (128 / 48), 1)
  })

  it('becomes simpler under strain, still disguised and without a gap', () => {
    const { speak, heartbeats } = setUp({ clock: busy(1.9) })
    speak(0.5)
    const sound = speak(2)
    expect(heartbeats().at(-1)).toMatchObject({ simplified: true, shut: undefined })
    for (let from = 0; from < 1.9; from += 0.05) expect(audible(sound.subarray(from * sampleRate, (from + 0.05) * sampleRate))).toBe(true)
    const { hz } = measurePitch(sound.subarray(1.5 * sampleRate, 1.9 * sampleRate), sampleRate)
    expect(hz).toBeGreaterThan(147)
    expect(hz).toBeLessThan(153)
  })

  it('is silent for ever once even the simpler one takes all the time', () => {
    const { speak, heartbeats, engine } = setUp({ clock: busy(2.6) })
    expect(audible(speak(1.9))).toBe(true)
    speak(0.3)
    expect(silent(speak(1))).toBe(true)
    expect(heartbeats().at(-1)?.shut).toBe('overload')
    expect(engine.process(vowel.subarray(0, 128), new Float32Array(128))).toBe(false)
  })

  it('tells what it learned of the speaker once a second, keeps it through a relock, and hands it to the next one', () => {
    const { speak, engine, heartbeats } = setUp()
    speak(3)
    const learned = heartbeats().filter((heartbeat) => heartbeat.learned)
    expect(learned.length).toBeGreaterThanOrEqual(2)
    const known = learned.at(-1)?.learned as readonly number[]
    engine.receive({ type: 'relock', generation: 1 })
    speak(1, 'nothing connected')
    const kept = heartbeats().findLast((heartbeat) => heartbeat.learned)?.learned as readonly number[]
    expect(kept).toHaveLength(known.length)
    kept.forEach((value, at) => expect(value).toBeCloseTo(known[at] as number, 0))
    const next = setUp({ learned: known })
    next.speak(1.1, 'nothing connected')
    expect(next.heartbeats().find((heartbeat) => heartbeat.learned)?.learned).toEqual(known)
  })

  it('forgets the old microphone on relock and names the generation', () => {
    const { speak, engine, heartbeats } = setUp()
    expect(audible(speak(1))).toBe(true)
    engine.receive({ type: 'relock', generation: 7 })
    expect(silent(speak(0.5, 'nothing connected'))).toBe(true)
    expect(heartbeats().at(-1)).toMatchObject({ generation: 7, shut: 'starting' })
    expect(audible(speak(0.5))).toBe(true)
    expect(heartbeats().at(-1)?.shut).toBeUndefined()
  })

  it('changes the voice on the way, and keeps it through a relock', () => {
    const { speak, engine } = setUp()
    speak(1)
    engine.receive({ type: 'voice', voice: { pitchHz: 180, formantSemitones: 0, flatten: 1 } })
    engine.receive({ type: 'relock', generation: 1 })
    const { hz } = measurePitch(speak(0.7).subarray(0.4 * sampleRate, 0.6 * sampleRate), sampleRate)
    expect(hz).toBeGreaterThan(176)
    expect(hz).toBeLessThan(184)
  })
})
