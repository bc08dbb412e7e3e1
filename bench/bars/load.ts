import { setTimeout as wait } from 'node:timers/promises'
import { call, joinBare, joinSanctuary, type Person } from '../people.ts'
import { createCounters } from '../raw-client.ts'
import type { BenchContext, Engine } from '../row.ts'
import { startServer } from '../server-process.ts'
import { percentile } from '../statistics.ts'

const rooms = 4
const peopleARoom = 50

/** What one run of load showed. */
export interface LoadResult {
  readonly deliveriesPerSecond: number
  /** CPU of the server a delivery, µs. */
  readonly cpu: number
  /** The same with the database's processes. */
  readonly cpuWithDatabase: number
  /** Of deliveries, ms. */
  readonly p50: number
  readonly p99: number
  /** Share of one core the generator took; near 1 it would be what is measured. */
  readonly generator: number
}

/** `window`: so many messages under way in each room at all times. `rate`: so many messages a second over all rooms. */
export type Load = { readonly window: number } | { readonly rate: number }

/** Measures the bare server under a load. */
export const loadBare = (context: BenchContext, load: Load) =>
  measure(context, load, undefined, async (port, counters) => everyone((room) => joinBare(port, room, counters)))

/** Measures the kit under the same load. */
export const loadSanctuary = (context: BenchContext, engine: Engine, load: Load) =>
  measure(context, load, engine, async (port, counters) => {
    const ids = await Promise.all(
      Array.from({ length: rooms }, () => call<{ room: { id: string } }>(port, 'rooms.create', { topic: 'Load', capacity: 200 })),
    )
    return everyone((room) => joinSanctuary(port, ids[room]?.room.id ?? '', room, counters))
  })

async function everyone(join: (room: number) => Promise<Person>): Promise<Person[]> {
  const people: Person[] = []
  for (let n = 0; n < peopleARoom; n += 10) {
    people.push(...(await Promise.all(Array.from({ length: 10 * rooms }, (_, k) => join(k % rooms)))))
  }
  return people
}

async function measure(
  context: BenchContext,
  load: Load,
  engine: Engine | undefined,
  join: (port: number, counters: ReturnType<typeof createCounters>) => Promise<Person[]>,
): Promise<LoadResult> {
  const server = await (engine
    ? startServer('sanctuary', [await context.database(engine), crypto.randomUUID() + crypto.randomUUID()])
    : startServer('bare-socket-io'))
  const counters = createCounters()
  const people = await join(server.port, counters)
  const stop = 'window' in load ? keepUnderWay(people, load.window) : keepRate(people, load.rate)
  await wait(1500)
  const before = {
    server: (await server.usage()).cpu,
    database: engine ? context.databaseCpu(engine) : 0,
    own: process.cpuUsage(),
    at: performance.now(),
  }
  counters.counting = true
  await wait(context.seconds * 1000)
  counters.counting = false
  const seconds = (performance.now() - before.at) / 1000
  const after = {
    server: (await server.usage()).cpu,
    database: engine ? context.databaseCpu(engine) : 0,
    own: process.cpuUsage(before.own),
  }
  stop()
  await wait(200)
  for (const person of people) person.close()
  await server.close()
  const { deliveries } = counters
  const cpu = after.server - before.server
  return {
    deliveriesPerSecond: deliveries / seconds,
    cpu: cpu / deliveries,
    cpuWithDatabase: (cpu + after.database - before.database) / deliveries,
    p50: percentile(counters.samples, 0.5) / 1000,
    p99: percentile(counters.samples, 0.99) / 1000,
    generator: (after.own.user + after.own.system) / 1e6 / seconds,
  }
}

function keepUnderWay(people: readonly Person[], window: number): () => void {
  let running = true
  for (let room = 0; room < rooms; room += 1) {
    const inside = people.filter((person) => person.room === room)
    for (let n = 0; n < window; n += 1) {
      const person = inside[n % inside.length]
      const again = () => {
        if (running) person?.say(again)
      }
      again()
    }
  }
  return () => {
    running = false
  }
}

function keepRate(people: readonly Person[], rate: number): () => void {
  const started = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1000) * rate
    for (; sent < due; sent += 1) people[(sent * 7919) % people.length]?.say(() => {})
  }, 1)
  return () => clearInterval(timer)
}
