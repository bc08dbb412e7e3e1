import { setTimeout as wait } from 'node:timers/promises'
import { call, joinBare, joinSanctuary, type Person } from '../people.ts'
import { createCounters } from '../raw-client.ts'
import type { BenchContext, Row } from '../row.ts'
import { type ServerProcess, startServer } from '../server-process.ts'
import { median, round, spreadOf } from '../statistics.ts'

const connections = 2000
const aRoom = 50

/** B3: memory of the server an idle joined connection, after garbage is collected. On Postgres, so that the database's memory is apart. */
export async function idle(context: BenchContext): Promise<Row[]> {
  const pairs: { bare: number; ours: number }[] = []
  for (let n = 0; n < context.repetitions; n += 1) {
    const bare = await memory(await startServer('bare-socket-io'), (port) => (room) => joinBare(port, room, createCounters()))
    const server = await startServer('sanctuary', [await context.database('postgres'), crypto.randomUUID() + crypto.randomUUID()])
    const ids: string[] = []
    for (let room = 0; room < connections / aRoom; room += 1) {
      ids.push((await call<{ room: { id: string } }>(server.port, 'rooms.create', { topic: 'Idle', capacity: 200 })).room.id)
    }
    const ours = await memory(server, (port) => (room) => joinSanctuary(port, ids[room] ?? '', room, createCounters()))
    context.log(`  ${round(ours / 1024)} KiB a connection (bare ${round(bare / 1024)})`)
    pairs.push({ bare, ours })
  }
  const ratios = pairs.map(({ bare, ours }) => ours / bare)
  return [
    {
      id: 'B3.postgres',
      value: round(median(ratios)),
      unit: '× bare Socket.IO, memory an idle joined connection',
      bar: '<= 1.25',
      spread: spreadOf(ratios),
      peers: {
        'sanctuary KiB': round(median(pairs.map(({ ours }) => ours)) / 1024),
        'socket.io KiB': round(median(pairs.map(({ bare }) => bare)) / 1024),
      },
      database: 'postgres',
    },
  ]
}

async function memory(server: ServerProcess, joiner: (port: number) => (room: number) => Promise<Person>): Promise<number> {
  const join = joiner(server.port)
  // The first people bring code and pools into memory that later ones share.
  const people = await Promise.all(Array.from({ length: aRoom }, () => join(0)))
  await wait(500)
  const before = await server.usage(true)
  while (people.length < connections) {
    const room = Math.floor(people.length / aRoom)
    people.push(...(await Promise.all(Array.from({ length: aRoom }, () => join(room)))))
  }
  await wait(1500)
  const after = await server.usage(true)
  for (const person of people) person.close()
  await server.close()
  return (after.heap - before.heap) / (connections - aRoom)
}
