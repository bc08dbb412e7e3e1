import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startPostgres } from '@sanctuary/server-kit/testing'
import { deliveries, steady } from './bars/deliveries.ts'
import { idle } from './bars/idle.ts'
import { joining } from './bars/join.ts'
import { listeningTo12 } from './bars/listening.ts'
import { firstSound } from './bars/sound.ts'
import { starting } from './bars/start.ts'
import { disguising } from './bars/voice.ts'
import { mergeResults } from './results.ts'
import type { BenchContext, Row } from './row.ts'
import { cpuOfTree } from './server-process.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'B1,B3,B4,B5,B9,B10,V1,V4' },
    repetitions: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    'even-if-busy': { type: 'boolean', default: false },
  },
})
const wanted = new Set(values.only.split(','))
if (!values['even-if-busy']) await quietMachine()

const postgres = await startPostgres()
const folders: string[] = []
const context: BenchContext = {
  async database(engine) {
    if (engine === 'postgres') return postgres.createDatabase()
    const folder = await mkdtemp(join(tmpdir(), 'sanctuary-bench-'))
    folders.push(folder)
    return `pglite:${folder}/data`
  },
  databaseCpu: (engine) => (engine === 'postgres' ? cpuOfTree(postgres.process.pid ?? 0) : 0),
  repetitions: Number(values.repetitions),
  seconds: Number(values.seconds),
  log: (line) => void process.stdout.write(`${line}\n`),
}

const engines = ['postgres', 'pglite'] as const
const bars: Record<string, [string, () => Promise<Row[]>]> = {
  B1: ['B1, B2: deliveries a second and CPU a delivery, saturated', () => deliveries(context, engines)],
  B3: ['B3: memory an idle connection', () => idle(context)],
  B4: ['B2, B4: CPU and time of a delivery at 500 messages a second', () => steady(context, engines)],
  B5: ['B5: 200 people at once', () => joining(context, engines)],
  B9: ['B9: start to first message', () => starting(context)],
  B10: ['B10: join to first sound', () => firstSound(context)],
  V1: ['V1, V2, V3: one disguised speaker in Chromium', () => disguising(context)],
  V4: ['V4: listening to 12 people in Chromium', () => listeningTo12(context)],
}

const rows: Row[] = []
try {
  for (const [id, [title, run]] of Object.entries(bars)) {
    if (!wanted.has(id)) continue
    context.log(`\n${title}`)
    rows.push(...(await run()))
  }
} finally {
  await postgres.stop()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
}

const file = fileURLToPath(new URL('./results.json', import.meta.url))
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
const date = new Date().toISOString().slice(0, 10)
await writeFile(
  file,
  mergeResults(
    file,
    rows.map((row) => ({ ...row, commit, date })),
  ),
)
context.log(`\n${'bar'.padEnd(18)}${'value'.padStart(9)}  ${'must be'.padEnd(10)} spread`)
for (const { id, value, bar, spread, unit } of rows)
  context.log(`${id.padEnd(18)}${String(value).padStart(9)}  ${bar.padEnd(10)} ${spread.join(' … ')}  ${unit}`)
process.exit(0)

/** The machine's load of the last minute has to be low. Building what is measured is load, too, so it may take a few minutes. */
async function quietMachine(): Promise<void> {
  const most = cpus().length * 0.4
  for (let left = 20; left > 0; left -= 1) {
    const [load = 0] = loadavg()
    if (load <= most) return
    process.stdout.write(`Waiting for a quiet machine: load ${load.toFixed(1)}, at most ${most.toFixed(1)}\n`)
    await wait(15_000)
  }
  process.stderr.write('This machine is busy, so figures would mean little. Try again later, or add --even-if-busy.\n')
  process.exit(1)
}
