import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BrowserLab, createBrowserLab } from '../testing/browser-lab.ts'
import { between } from '../testing/disguised.ts'
import type { Lab } from '../testing/lab-page.ts'
import { levelAt, loudness, measurePitch } from '../testing/measure.ts'

const sampleRate = 48_000
const natural = 100
const voice = { pitchHz: 150, formantSemitones: 1, flatten: 1, lowPassHz: 7600 }
const silent = (sound: Float32Array) => sound.every((value) => value === 0)

// What lab-page.ts puts into the page.
declare const violations: string[]
declare const createLab: typeof import('../testing/lab-page.ts').createLab
declare const lab: Lab

let site: BrowserLab
let page: Page

beforeAll(async () => {
  site = await createBrowserLab()
})
afterAll(() => site.close())

beforeEach(async () => {
  page = await site.open()
  await page.evaluate(async (options) => void Object.assign(globalThis, { lab: await createLab(options) }), { pitchHz: natural, voice })
})
afterEach(async () => {
  expect(await page.evaluate(() => violations)).toEqual([])
  await page.close()
})

const locked = () => page.evaluate(() => lab.phase('locked'))

/** What the worklet gave during some seconds from now, or since the last rewind. */
async function listen(seconds: number, { rewind = true } = {}): Promise<Float32Array> {
  const tape = await page.evaluate(
    async ([seconds, rewind]) => {
      if (rewind) lab.rewind()
      await lab.listen(seconds)
      return lab.tape()
    },
    [seconds, rewind] as const,
  )
  return new Float32Array(new Uint8Array(Buffer.from(tape, 'base64')).buffer)
}

function expectDisguised(sound: Float32Array, pitchHz = voice.pitchHz) {
  expect(loudness(sound)).toBeGreaterThan(-30)
  expect(Math.abs(measurePitch(sound, sampleRate).hz / pitchHz - 1)).toBeLessThan(0.02)
  expect(levelAt(sound, natural, sampleRate)).toBeLessThan(loudness(sound) - 30)
}

describe('the shipped worklet in a real browser', () => {
  it('weighs at most 12 KiB', () => {
    expect(gzipSync(site.workletBytes).length).toBeLessThanOrEqual(12 * 1024)
  })

  it('gives the disguised voice and nothing before it', async () => {
    await locked()
    const sound = await listen(0.3, { rewind: false })
    const first = sound.findIndex((value) => value !== 0)
    expectDisguised(sound.subarray(first + 0.1 * sampleRate))
    expect(levelAt(between(sound.subarray(first), 0, 0.1), natural, sampleRate)).toBeLessThan(loudness(sound.subarray(first)) - 20)
    // On a busy machine the page may not answer for a moment, which shuts the gate until it does.
    const phases = await page.evaluate(() => lab.states.flatMap(({ phase, reason }) => (reason === 'heartbeat-lost' ? [] : [phase])))
    expect(phases.filter((phase, at) => phase !== phases[at - 1])).toEqual(['starting', 'locked'])
  })

  it('tells the levels going in and coming out', async () => {
    await locked()
    const level = await page.evaluate(
      () =>
        new Promise<{ in: number; out: number }>((resolve) => {
          lab.disguise.onLevel((level) => level.out > 0.05 && resolve(level))
        }),
    )
    expect(level.in).toBeGreaterThan(0.05)
    expect(level.out).toBeLessThan(1)
  })

  it.each([
    ['its code throws', '/break.js', true],
    ['its code throws beyond its own catching', '/break-wholly.js', false],
  ])('is exactly silent and says why when %s', async (_name, fault, mendable) => {
    await locked()
    const state = await page.evaluate(async (fault) => {
      await lab.tamper(fault)
      return lab.phase('failed')
    }, fault)
    expect(state).toMatchObject({ reason: 'processor-error', message: expect.stringMatching(/voice is off. Try again/) })
    expect(silent(await listen(0.3))).toBe(true)
    if (!mendable) return
    await page.evaluate(async () => {
      await lab.tamper('/mend.js')
      await lab.disguise.retry()
    })
    await locked()
    expectDisguised((await listen(0.5)).subarray(0.2 * sampleRate))
  })

  it('is exactly silent while the page does not answer, and comes back with it', async () => {
    await locked()
    await listen(0.3)
    await page.evaluate(() => lab.stall(0.9))
    const sound = await listen(0.6, { rewind: false })
    const silence = longestSilence(sound)
    expect(silence.length).toBeGreaterThan(0.5 * sampleRate)
    expectDisguised(sound.subarray(0, silence.start))
    expectDisguised(sound.subarray(silence.start + silence.length + 0.05 * sampleRate))
    expect(await page.evaluate(() => lab.disguise.state.phase)).toBe('locked')
  })

  it('changes the voice without a click and without the natural pitch', async () => {
    await locked()
    await listen(0.4)
    await page.evaluate(() => lab.disguise.setVoice({ pitchHz: 180, formantSemitones: -1, flatten: 1 }))
    const sound = await listen(0.8, { rewind: false })
    const end = sound.length / sampleRate
    expectDisguised(between(sound, 0.1, 0.35))
    expectDisguised(between(sound, end - 0.3, end), 180)
    const steady = Math.max(steepest(between(sound, 0.1, 0.35)), steepest(between(sound, end - 0.3, end)))
    expect(steepest(between(sound, 0.1, end))).toBeLessThan(1.4 * steady)
    for (let from = 0.1; from + 0.1 < end; from += 0.02) {
      expect(levelAt(between(sound, from, from + 0.1), natural, sampleRate)).toBeLessThan(loudness(sound) - 20)
    }
  })

  it('is exactly silent once the context was suspended, until retried', async () => {
    await locked()
    const state = await page.evaluate(async () => {
      const { context, phase } = lab
      const gated = phase('gated')
      await context.suspend()
      await context.resume()
      return gated
    })
    expect(state).toMatchObject({ reason: 'context-suspended', message: expect.stringMatching(/Resume the sound/) })
    await listen(0.1)
    expect(silent(await listen(0.3))).toBe(true)
    await page.evaluate(() => lab.disguise.retry())
    await locked()
    expectDisguised((await listen(0.5)).subarray(0.2 * sampleRate))
  })

  it('shuts for another microphone and opens when it has locked again', async () => {
    await locked()
    await listen(0.2)
    await page.evaluate(() => {
      lab.disguise.relock()
      if (lab.disguise.state.phase !== 'starting') throw new Error('It is still open.')
    })
    await locked()
    const sound = await listen(0.4, { rewind: false })
    expect(longestSilence(sound).length).toBeGreaterThan(0.05 * sampleRate)
    expectDisguised(sound.subarray(-0.2 * sampleRate))
  })

  it('is exactly silent once the worklet hung, until retried', async () => {
    await locked()
    const state = await page.evaluate(() => {
      const failed = lab.phase('failed')
      void lab.tamper('/hang.js')
      return failed
    })
    expect(state).toMatchObject({ reason: 'heartbeat-lost', message: expect.stringMatching(/did not answer/) })
    expect(silent(await listen(0.5))).toBe(true)
    await page.evaluate(() => lab.disguise.retry())
    await locked()
    expectDisguised((await listen(0.5)).subarray(0.2 * sampleRate))
  })

  it('says so when the worklet file is not there, and loads it on retry when it is, for the next disguise as well', async () => {
    const state = await page.evaluate(async (voice) => {
      Object.assign(globalThis, { lab: await createLab({ pitchHz: 100, voice, workletUrl: '/late-worklet.js' }) })
      return lab.phase('failed')
    }, voice)
    expect(state).toMatchObject({ reason: 'module-load', message: expect.stringMatching(/Check that/) })
    expect(silent(await listen(0.2))).toBe(true)
    await page.evaluate(() => lab.disguise.retry())
    await locked()
    expectDisguised((await listen(0.5)).subarray(0.2 * sampleRate))
    expect(await page.evaluate(() => lab.another())).toEqual({ phase: 'locked' })
  })

  it('is silent and says so where the worklet file is of another version than the page', async () => {
    const state = await page.evaluate(async (voice) => {
      Object.assign(globalThis, { lab: await createLab({ pitchHz: 100, voice, workletUrl: '/older-worklet.js' }) })
      return lab.phase('failed')
    }, voice)
    expect(state).toMatchObject({ reason: 'module-load', message: expect.stringMatching(/same version as the page/) })
    expect(silent(await listen(0.2))).toBe(true)
  })

  it('tells what it learned of the speaker once it has locked, for the next disguise to begin with', async () => {
    const learned = () =>
      page.evaluate(
        () =>
          new Promise<readonly number[]>((resolve) => {
            const given = lab.disguise.learned
            lab.disguise.onLevel(() => lab.disguise.learned !== given && resolve(lab.disguise.learned ?? []))
          }),
      )
    expect(await page.evaluate(() => lab.states[0]?.phase === 'starting' && lab.disguise.learned)).toBeUndefined()
    const known = await learned()
    expect(known).toHaveLength(24)
    const strange = known.map((db) => db + 100)
    await page.evaluate(
      async ({ voice, learned }) => void Object.assign(globalThis, { lab: await createLab({ pitchHz: 100, voice, learned }) }),
      { voice, learned: strange },
    )
    expect(await page.evaluate(() => lab.disguise.learned)).toEqual(strange)
    const next = await learned() // what it had to forget takes it seconds
    for (const [band, db] of next.entries()) expect(db - (known[band] ?? 0)).toBeGreaterThan(50)
  })

  it('refuses a voice out of range and goes on with the one before', async () => {
    await locked()
    const error = await page.evaluate(() => {
      try {
        lab.disguise.setVoice({ pitchHz: 100, formantSemitones: 0, flatten: 0 })
      } catch (error) {
        return String(error)
      }
    })
    expect(error).toMatch(/RangeError.*flatten/)
    expectDisguised((await listen(0.4)).subarray(0.1 * sampleRate))
  })

  it('refuses a seed that is none', async () => {
    const error = await page.evaluate((voice) => createLab({ pitchHz: 100, voice, seed: 1 as never }).then(() => 'taken', String), voice)
    expect(error).toMatch(/RangeError: A seed is/)
  })

  it('is exactly silent once closed, and cannot be retried', async () => {
    await locked()
    const error = await page.evaluate(async () => {
      lab.disguise.close()
      return lab.disguise.retry().catch(String)
    })
    expect(error).toMatch(/closed/)
    expect(silent(await listen(0.3))).toBe(true)
  })
})

function longestSilence(sound: Float32Array): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  for (let n = 0; n <= sound.length; n++) {
    if (sound[n] === 0) continue
    if (n - start > best.length) best = { start, length: n - start }
    start = n + 1
  }
  return best
}

const steepest = (sound: Float32Array) => sound.reduce((most, value, n) => Math.max(most, Math.abs(value - (sound[n - 1] ?? value))), 0)
