import { call, joinBare, joinSanctuary } from '../people.ts'
import { createCounters } from '../raw-client.ts'
import type { BenchContext, Engine, Row } from '../row.ts'
import { startServer } from '../server-process.ts'
import { median, round, spreadOf } from '../statistics.ts'

const crowd = 200
const messages = 50

/** B5: 200 people come into one room at once, each with the roster and the last 50 messages, beside a bare connect and join. */
export async function joining(context: BenchContext, engines: readonly Engine[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const engine of engines) {
    const pairs: { bare: number; ours: number }[] = []
    for (let n = 0; n < context.repetitions; n += 1) {
      const bare = await bareCrowd()
      const ours = await ourCrowd(context, engine)
      context.log(`  ${engine}: ${Math.round(ours)} ms for ${crowd} people (bare ${Math.round(bare)})`)
      pairs.push({ bare, ours })
    }
    const ratios = pairs.map(({ bare, ours }) => ours / bare)
    rows.push({
      id: `B5.${engine}`,
      value: round(median(ratios)),
      unit: '× bare connect and join of 200',
      bar: '<= 2.0',
      spread: spreadOf(ratios),
      peers: { 'sanctuary ms': round(median(pairs.map(({ ours }) => ours))), 'socket.io ms': round(median(pairs.map(({ bare }) => bare))) },
      database: engine,
    })
  }
  return rows
}

async function bareCrowd(): Promise<number> {
  const server = await startServer('bare-socket-io')
  const counters = createCounters()
  const first = await joinBare(server.port, 0, counters)
  const started = performance.now()
  const people = await Promise.all(Array.from({ length: crowd }, () => joinBare(server.port, 0, counters)))
  const took = performance.now() - started
  for (const person of [first, ...people]) person.close()
  await server.close()
  return took
}

async function ourCrowd(context: BenchContext, engine: Engine): Promise<number> {
  const server = await startServer('sanctuary', [await context.database(engine), crypto.randomUUID() + crypto.randomUUID()])
  const counters = createCounters()
  const { room, hostKey } = await call<{ room: { id: string }; hostKey: string }>(server.port, 'rooms.create', {
    topic: 'Crowd',
    capacity: 200,
  })
  void hostKey
  const warm = await call<{ room: { id: string } }>(server.port, 'rooms.create', { topic: 'Warm', capacity: 200 })
  const others = await Promise.all(Array.from({ length: 5 }, () => joinSanctuary(server.port, warm.room.id, 1, counters)))
  const writer = await joinSanctuary(server.port, room.id, 0, counters)
  for (let n = 0; n < messages; n += 1) await new Promise<void>((done) => writer.say(done))
  writer.close()
  const started = performance.now()
  const people = await Promise.all(Array.from({ length: crowd - 1 }, () => joinSanctuary(server.port, room.id, 0, counters)))
  const took = performance.now() - started
  for (const person of [...others, ...people]) person.close()
  await server.close()
  return took
}
