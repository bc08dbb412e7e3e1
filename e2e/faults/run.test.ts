import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { kinds } from './kinds.ts'
import { openProgress } from './progress.ts'
import { plan } from './run-faults.ts'
import type { Outcome } from './suffer.ts'
import { summarise } from './summary.ts'

const folder = mkdtempSync(join(tmpdir(), 'sanctuary-faults-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const well: Outcome = { kind: 'worklet throws', seed: 7, undisguisedSamples: 0, rawTracks: 0, toldMs: 20, recovered: true }

describe('a plan', () => {
  const names = Object.keys(kinds)

  it('has every kind in each round, in changing order, and a seed for each fault', () => {
    const planned = plan(3 * names.length, 5)
    const rounds = [0, 1, 2].map((round) => planned.slice(round * names.length, (round + 1) * names.length).map(({ kind }) => kind))
    for (const round of rounds) expect([...round].sort()).toEqual([...names].sort())
    expect(rounds[0]).not.toEqual(rounds[1])
    expect(new Set(planned.map(({ seed }) => seed)).size).toBe(planned.length)
  })

  it('is the same for the same seed, and another for another', () => {
    expect(plan(40, 5)).toEqual(plan(40, 5))
    expect(plan(40, 5).map(({ kind }) => kind)).not.toEqual(plan(40, 6).map(({ kind }) => kind))
  })
})

describe('a summary', () => {
  it('passes what was silent, told in time and heard again', () => {
    expect(summarise([well, { ...well, toldMs: 40 }])).toEqual([
      { kind: well.kind, injected: 2, undisguisedSamples: 0, rawTracks: 0, toldWithinMs: 40, recovered: 2, passed: true },
    ])
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
  it('goes on where it was, also after a line that was cut off, and begins anew when all is done', () => {
    const path = join(folder, 'progress.jsonl')
    openProgress(path).add(3, well)
    appendFileSync(path, '[4,{"kind":"wor')
    const again = openProgress(path)
    expect([...again.done.keys()]).toEqual([3])
    again.add(5, well)
    expect([...openProgress(path).done]).toEqual([3, 5].map((number) => [number, well]))
    again.forget()
    expect(openProgress(path).done.size).toBe(0)
  })
})
