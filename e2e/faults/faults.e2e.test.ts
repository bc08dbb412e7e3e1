import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { vowel } from '../audio/voices.ts'
import { kinds } from './kinds.ts'
import { createMeter, disguisedHz, type Moment, naturalHz } from './measure.ts'
import { plan } from './run-faults.ts'
import { createPatient, type Patient } from './suffer.ts'

/** The short form of `npm run test:faults`: every kind once, as the first round of a thousand. */
const seed = 1
const round = plan(Object.keys(kinds).length, seed)

describe('a disguise that something happens to', () => {
  let patient: Patient | undefined

  beforeAll(async () => {
    patient = await createPatient()
  })
  afterAll(() => patient?.close())

  it('is measured by something that notices the microphone itself, sent on purpose for a moment', async () => {
    const heard = await patient?.control(100)
    expect(heard?.undisguisedSamples).toBeGreaterThan(0)
    expect(heard?.rawTracks).toBe(1)
  })

  it.each(round)('never lets the natural voice out, says why it is off, and comes back: $kind, seed $seed', async ({ kind, seed }) => {
    patient ??= await createPatient()
    const outcome = await patient.suffer(kind, seed)
    if (!outcome.recovered) {
      await patient.close()
      patient = undefined
    }
    expect(outcome).toMatchObject({ undisguisedSamples: 0, rawTracks: 0, recovered: true })
    if (kinds[kind]?.says) expect(outcome.toldMs).toBeLessThan(1000)
  })
})

describe('the measure', () => {
  const hear = (samples: Float32Array): Moment[] => {
    const moments: Moment[] = []
    createMeter((moment) => moments.push(moment))(samples)
    return moments
  }

  it('finds the natural voice in its own sound at every moment, and in the disguised one never', () => {
    for (const { naturalDb, disguisedDb } of hear(vowel(naturalHz, 1).samples)) expect(naturalDb).toBeGreaterThan(disguisedDb)
    for (const { naturalDb } of hear(vowel(disguisedHz, 1).samples)) expect(naturalDb).toBe(Number.NEGATIVE_INFINITY)
  })

  it('takes neither a click nor silence for a voice', () => {
    const click = new Float32Array(48_000)
    click[24_000] = 1
    for (const { naturalDb } of hear(click)) expect(naturalDb).toBe(Number.NEGATIVE_INFINITY)
  })
})
