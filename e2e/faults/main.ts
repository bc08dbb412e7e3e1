import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openProgress } from './progress.ts'
import { plan, runFaults } from './run-faults.ts'
import { createPatient, type Outcome } from './suffer.ts'
import { type Row, summarise } from './summary.ts'

/** Tries many faults on somebody's disguise. A run of a thousand or more is written down; smaller ones are for trying. */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
  },
})
const [count, seed, lanes] = [values.count, values.seed, values.lanes].map(Number) as [number, number, number]
if (![count, seed, lanes].every((number) => Number.isInteger(number) && number > 0))
  throw new Error('--count, --seed and --lanes are whole numbers above 0.')

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const results = at('docs/results/voice-faults.json')
const progress = openProgress(at(`node_modules/.cache/sanctuary/faults-${count}-${seed}.jsonl`))
const planned = plan(count, seed)
const left = planned.filter(({ number }) => !progress.done.has(number))
/** How long the microphone itself is sent in each control. */
const controlsMs = [60, 80, 100, 150, 200, 300]

print(`${count} faults from seed ${seed}, ${lanes} at a time${left.length < count ? `; ${count - left.length} are done` : ''}`)
const control = await tryControl()
print(`the microphone itself, sent for ${controlsMs.join(', ')} ms: ${control.passed ? 'noticed each time' : 'NOT NOTICED each time'}`)
await runFaults(left, lanes, ({ number }, outcome) => {
  progress.add(number, outcome)
  print(`${number + 1}/${count} seed ${outcome.seed} ${describe(outcome)}`)
})

const rows = [control, ...summarise([...progress.done.values()])]
progress.forget()
for (const row of rows) print(`${row.passed ? 'passed' : 'FAILED'}  ${JSON.stringify(row)}`)
if (count >= 1000) {
  mkdirSync(at('docs/results'), { recursive: true })
  writeFileSync(results, `${JSON.stringify(rows, null, 2)}\n`)
  print(`Written to ${results}`)
}
process.exit(rows.every(({ passed }) => passed) ? 0 : 1)

/** That this measure can fail: what must never happen is done on purpose and has to be noticed. */
async function tryControl(): Promise<Row> {
  const patient = await createPatient()
  try {
    const row = { kind: 'control: the microphone itself is sent', injected: 0, undisguisedSamples: 0, rawTracks: 0 }
    let passed = true
    for (const ms of controlsMs) {
      const { undisguisedSamples, rawTracks } = await patient.control(ms)
      row.injected += 1
      row.undisguisedSamples += undisguisedSamples
      row.rawTracks += rawTracks
      passed &&= undisguisedSamples > 0 && rawTracks > 0
    }
    return { ...row, toldWithinMs: null, recovered: row.injected, passed }
  } finally {
    await patient.close()
  }
}

function describe({ kind, undisguisedSamples, rawTracks, toldMs, recovered, problem }: Outcome): string {
  const facts = [
    undisguisedSamples > 0 && `${undisguisedSamples} UNDISGUISED SAMPLES`,
    rawTracks > 0 && `${rawTracks} RAW TRACKS`,
    toldMs !== undefined && (toldMs === 'never' ? 'NEVER TOLD' : `told after ${toldMs} ms`),
    !recovered && `NOT BACK: ${problem}`,
  ]
  return [kind, ...facts.filter(Boolean)].join(', ')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
