import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Control, tryControl } from './control.ts'
import type { Outcome } from './outcome.ts'
import { everyKind } from './own-kinds.ts'
import { plan, runFaults } from './run-faults.ts'
import { createPatient } from './suffer.ts'
import { isOver } from './summary.ts'
import type { Wear } from './worn.ts'

/** The short form of `npm run test:faults`: every kind once, as the first round of a thousand. */
const seed = 1
const round = plan(Object.keys(everyKind).length, seed)
/** How long the microphone is let out each time, in ms. */
const leaksMs: Readonly<Record<Wear, readonly number[]>> = { numbers: [10, 5, 3], veil: [40, 30] }
const wears: Wear[] = ['numbers', 'veil']

describe('the measure', () => {
  const controls = new Map<Wear, Control>()
  const unwatched: string[] = []

  beforeAll(async () => {
    await Promise.all(
      wears.map(async (wear) => {
        const patient = await createPatient(wear, seed)
        try {
          controls.set(wear, await tryControl(patient, wear, leaksMs[wear], 2))
          unwatched.push(...(await patient.unwatchedDoors()))
        } finally {
          await patient.close()
        }
      }),
    )
  })

  it.each(wears)('notices the microphone’s own track, handed to the connection on purpose in place of %s', (wear) => {
    expect(controls.get(wear)?.rawTracks).toBe(1)
  })

  it('sees every track that is handed to a connection, through whatever door', () => {
    expect(unwatched).toEqual([])
  })

  it.each([
    ['numbers', 5],
    ['veil', 30],
  ] as const)('notices the microphone itself at the listener, besides %s, from %d ms on', (wear, ms) => {
    expect(controls.get(wear)?.detectsFromMs).toBeLessThanOrEqual(ms)
  })
})

describe('a disguise that something happens to', () => {
  const outcomes = new Map<number, Outcome>()

  beforeAll(() => runFaults(round, 2, ({ number }, outcome) => outcomes.set(number, outcome)))
  afterAll(() => outcomes.clear())

  it.each(round)('never lets the natural voice out, says why it is off, and comes back: $kind, $wear, seed $seed', ({ number, kind }) => {
    const outcome = outcomes.get(number) as Outcome
    expect(outcome.evidence).toBeUndefined()
    expect(outcome).toMatchObject({ undisguisedSamples: 0, rawTracks: 0, recovered: true })
    expect(outcome).toSatisfy(isOver)
    if (everyKind[kind]?.says) expect(outcome.toldMs).toBeLessThan(1000)
  })
})
