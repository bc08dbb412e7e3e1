import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Control, tryControl } from './control.ts'
import type { Outcome } from './outcome.ts'
import { openProgress } from './progress.ts'
import { plan, runFaults } from './run-faults.ts'
import { createPatient } from './suffer.ts'
import { isOver, summarise } from './summary.ts'

/** Tries many faults on somebody's disguise. A run of a thousand or more is written down; smaller ones are for trying. */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
    minutes: { type: 'string', default: '90' },
  },
})
const [count, seed, lanes, minutes] = [values.count, values.seed, values.lanes, values.minutes].map(Number) as [
  number,
  number,
  number,
  number,
]
if (![count, seed, lanes, minutes].every((number) => Number.isInteger(number) && number > 0))
  throw new Error('--count, --seed, --lanes and --minutes are whole numbers above 0.')

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const results = at('docs/results/voice-faults.json')
const planned = plan(count, seed)
const progress = openProgress(at(`node_modules/.cache/sanctuary/faults-${count}-${seed}.jsonl`), planned)
const left = planned.filter(({ number }) => !progress.done.has(number))
const leaksMs = [40, 30, 20, 15, 10, 5, 4, 3, 2, 1]
const leaksEach = 6
/** What is under way when the time is up may come to its end. */
const graceMs = 90_000

const limitMs = 60_000 * minutes
const timeIsUp = AbortSignal.timeout(limitMs)
setTimeout(stopUnfinished, limitMs + graceMs).unref()
// At once, before the browsers are closed: what is under way then did not fail.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stopUnfinished)

print(`${count} faults from seed ${seed}, ${lanes} at a time${left.length < count ? `; ${count - left.length} are done` : ''}`)
await runFaults(
  left,
  lanes,
  ({ number }, outcome) => {
    progress.add(number, outcome)
    print(`${number + 1}/${count} seed ${outcome.seed} ${describe(outcome)}`)
  },
  timeIsUp,
)
if (progress.done.size < count) stopUnfinished()

const controls = await Promise.all([control('numbers'), control('veil')])
const rows = [...controls, ...summarise([...progress.done.values()])]
progress.forget()
for (const row of rows) print(`${row.passed ? 'passed' : 'FAILED'}  ${JSON.stringify(row)}`)
if (count >= 1000) {
  mkdirSync(at('docs/results'), { recursive: true })
  writeFileSync(results, `${JSON.stringify(rows, null, 2)}\n`)
  print(`Written to ${results}`)
}
process.exit(rows.every(({ passed }) => passed) ? 0 : 1)

function stopUnfinished(): never {
  print(`Stopped: ${progress.done.size} of ${count} are done. Start it again the same way and it goes on from there.`)
  process.exit(1)
}

/** That this measure can fail: what must never happen is done on purpose and has to be noticed. */
async function control(wear: 'numbers' | 'veil'): Promise<Control> {
  const patient = await createPatient(wear, seed)
  try {
    const row = await tryControl(patient, wear, leaksMs, leaksEach)
    print(`the microphone itself around ${wear}: noticed each time from ${row.detectsFromMs} ms`)
    return row
  } finally {
    await patient.close()
  }
}

function describe(outcome: Outcome): string {
  const { kind, wear, undisguisedSamples, evidence, rawTracks, toldMs, recovered, problem, consent, heardAfterMs } = outcome
  const facts = [
    undisguisedSamples > 0 && `${undisguisedSamples} UNDISGUISED SAMPLES: ${JSON.stringify(evidence)}`,
    rawTracks > 0 && `${rawTracks} RAW TRACKS`,
    toldMs !== undefined && (toldMs === 'never' ? 'NEVER TOLD' : `told after ${toldMs} ms`),
    consent && `consent ${isOver(outcome) ? '' : 'STILL '}${consent}`,
    heardAfterMs !== undefined && `heard for ${heardAfterMs} ms after it was shut`,
    !recovered && `NOT BACK: ${problem}`,
  ]
  return [kind, wear, ...facts.filter(Boolean)].join(', ')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
