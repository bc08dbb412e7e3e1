import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Outcome } from './outcome.ts'
import { everyKind } from './own-kinds.ts'
import { openProgress } from './progress.ts'
import { plan, runFaults } from './run-faults.ts'
import { summarise } from './summary.ts'

const folder = mkdtempSync(join(tmpdir(), 'sanctuary-faults-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const well: Outcome = { kind: 'worklet throws', seed: 7, wear: 'veil', undisguisedSamples: 0, rawTracks: 0, toldMs: 20, recovered: true }

describe('a plan', () => {
  const names = Object.keys(everyKind)

  it('has every kind in each round, in changing order, and a seed for each fault', () => {
    const planned = plan(3 * names.length, 5)
    const rounds = [0, 1, 2].map((round) => planned.slice(round * names.length, (round + 1) * names.length).map(({ kind }) => kind))
    for (const round of rounds) expect([...round].sort()).toEqual([...names].sort())
    expect(rounds[0]).not.toEqual(rounds[1])
    expect(new Set(planned.map(({ seed }) => seed)).size).toBe(planned.length)
  })

  it('lets every kind meet numbers and a veil in turn, and another veil on each page', () => {
    const planned = plan(8 * names.length, 5)
    for (const name of names) {
      const met = planned.filter(({ kind }) => kind === name).map(({ wear }) => wear)
      expect(met.slice(0, 4).sort()).toEqual(['numbers', 'numbers', 'veil', 'veil'])
      expect(met[0]).not.toBe(met[1])
    }
    const veils = planned.filter(({ wear }) => wear === 'veil').map(({ wornSeed }) => wornSeed)
    expect(new Set(veils).size).toBe(Math.ceil(veils.length / 40))
  })

  it('is the same for the same seed, and another for another', () => {
    expect(plan(40, 5)).toEqual(plan(40, 5))
    expect(plan(40, 5).map(({ kind }) => kind)).not.toEqual(plan(40, 6).map(({ kind }) => kind))
  })
})

describe('a summary', () => {
  it('passes what was silent, told in time and heard again', () => {
    expect(summarise([well, { ...well, wear: 'numbers', toldMs: 40 }])).toEqual([
      {
        ...{ kind: well.kind, injected: 2, veils: 1, undisguisedSamples: 0, rawTracks: 0, told: 2, toldWithinMs: 40 },
        ...{ recovered: 2, passed: true },
      },
    ])
  })

  const { toldMs: _, ...silent } = well
  const ended: Outcome = { ...silent, kind: 'own voice, agreement gone', consent: 'ended', heardAfterMs: 90 }

  it('passes one’s own voice that ended with its consent', () => {
    expect(summarise([ended, { ...ended, heardAfterMs: 120 }])).toMatchObject([
      { told: null, toldWithinMs: null, consentsEnded: 2, heardAfterMs: 120, passed: true },
    ])
  })

  it('fails for a consent that a fault had to end, and did not', () => {
    expect(summarise([ended, { ...ended, consent: 'stands' }])).toMatchObject([{ consentsEnded: 1, passed: false }])
  })

  it.each<[string, Partial<Outcome>]>([
    ['one undisguised sample', { undisguisedSamples: 1 }],
    ['one raw track', { rawTracks: 1 }],
    ['a voice that never came back', { recovered: false, problem: 'late' }],
    ['somebody who was told late', { toldMs: 1001 }],
    ['somebody who was never told', { toldMs: 'never' }],
  ])('fails for %s', (_, wrong) => {
    expect(summarise([well, { ...well, ...wrong }]).map(({ passed }) => passed)).toEqual([false])
  })
})

describe('progress', () => {
  const planned = plan(8, 7)
  const outcomes = planned.map(({ kind, seed, wear }): Outcome => ({ ...well, kind, seed, wear }))

  it('goes on where it was, also after a line that was cut off, and begins anew when all is done', () => {
    const path = join(folder, 'progress.jsonl')
    const [three, five] = [outcomes[3], outcomes[5]] as [Outcome, Outcome]
    openProgress(path, planned).add(3, three)
    appendFileSync(path, '[4,{"kind":"wor')
    const again = openProgress(path, planned)
    expect([...again.done.keys()]).toEqual([3])
    again.add(5, five)
    expect([...openProgress(path, planned).done]).toEqual([
      [3, three],
      [5, five],
    ])
    again.forget()
    expect(openProgress(path, planned).done.size).toBe(0)
  })

  it('counts nothing that another plan did', () => {
    const path = join(folder, 'other.jsonl')
    const progress = openProgress(path, planned)
    for (const [number, outcome] of outcomes.entries()) progress.add(number, outcome)
    expect(openProgress(path, planned).done.size).toBe(8)
    expect(openProgress(path, plan(8, 70)).done.size).toBe(0)
  })
})

describe('a run whose time is up', () => {
  it('begins no more faults', async () => {
    const begun: number[] = []
    await runFaults(plan(8, 7), 2, ({ number }) => begun.push(number), AbortSignal.abort())
    expect(begun).toEqual([])
  })
})
