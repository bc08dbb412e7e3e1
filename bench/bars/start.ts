import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, joinSanctuary } from '../people.ts'
import { createCounters } from '../raw-client.ts'
import type { BenchContext, Row } from '../row.ts'
import { startServer } from '../server-process.ts'
import { median, round, spreadOf } from '../statistics.ts'

/** B9: from starting the process on an empty folder to the first acknowledged message, embedded; again on the same folder; memory then. */
export async function starting(context: BenchContext): Promise<Row[]> {
  const cold: number[] = []
  const warm: number[] = []
  const memory: number[] = []
  for (let n = 0; n < context.repetitions; n += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'sanctuary-bench-'))
    const secret = crypto.randomUUID() + crypto.randomUUID()
    const first = await startToMessage(`pglite:${folder}/data`, secret)
    const second = await startToMessage(`pglite:${folder}/data`, secret)
    context.log(`  cold ${Math.round(first.ms)} ms, warm ${Math.round(second.ms)} ms, ${Math.round(first.rss / 1e6)} MB`)
    cold.push(first.ms)
    warm.push(second.ms)
    memory.push(first.rss / 1e6)
    await rm(folder, { recursive: true, force: true })
  }
  const row = (id: string, values: number[], unit: string, bar: string): Row => ({
    id,
    value: round(median(values)),
    unit,
    bar,
    spread: spreadOf(values),
    peers: {},
    database: 'pglite',
  })
  return [row('B9.cold', cold, 'ms', '<= 3000'), row('B9.warm', warm, 'ms', '<= 1500'), row('B9.rss', memory, 'MB', '<= 350')]
}

async function startToMessage(database: string, secret: string): Promise<{ ms: number; rss: number }> {
  const started = performance.now()
  const server = await startServer('sanctuary', [database, secret])
  const { room } = await call<{ room: { id: string } }>(server.port, 'rooms.create', { topic: 'First' })
  const person = await joinSanctuary(server.port, room.id, 0, createCounters())
  await new Promise<void>((done) => person.say(done))
  const ms = performance.now() - started
  const { rss } = await server.usage()
  person.close()
  await server.close()
  return { ms, rss }
}
