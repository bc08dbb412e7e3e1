import type { BenchContext, Engine, Row } from '../row.ts'
import { median, round, spreadOf } from '../statistics.ts'
import { type LoadResult, loadBare, loadSanctuary } from './load.ts'

/** B1 and B2: deliveries a second and CPU a delivery, saturated with 8 and 32 messages under way in each of 4 rooms of 50. */
export async function deliveries(context: BenchContext, engines: readonly Engine[]): Promise<Row[]> {
  const rows: Row[] = []
  const bars = { 'postgres.8': '>= 2.0', 'postgres.32': '>= 3.0', 'pglite.8': '>= 1.6', 'pglite.32': '>= 2.7' } as const
  for (const window of [8, 32] as const) {
    for (const engine of engines) {
      const pairs: { bare: LoadResult; ours: LoadResult }[] = []
      for (let n = 0; n < context.repetitions; n += 1) {
        const bare = await loadBare(context, { window })
        const ours = await loadSanctuary(context, engine, { window })
        context.log(
          `  ${engine} ${window}: ${Math.round(ours.deliveriesPerSecond)} deliveries/s (bare ${Math.round(bare.deliveriesPerSecond)}), ` +
            `${round(ours.cpuWithDatabase)} µs (bare ${round(bare.cpu)}), generator ${round(ours.generator)} of a core (bare ${round(bare.generator)})`,
        )
        pairs.push({ bare, ours })
      }
      const speed = pairs.map(({ bare, ours }) => ours.deliveriesPerSecond / bare.deliveriesPerSecond)
      const cost = pairs.map(({ bare, ours }) => ours.cpuWithDatabase / bare.cpu)
      const of = (pick: (pair: { bare: LoadResult; ours: LoadResult }) => number) => round(median(pairs.map(pick)))
      rows.push({
        id: `B1.${engine}.${window}`,
        value: round(median(speed)),
        unit: '× bare Socket.IO',
        bar: bars[`${engine}.${window}`],
        spread: spreadOf(speed),
        peers: {
          'sanctuary deliveries/s': of(({ ours }) => ours.deliveriesPerSecond),
          'socket.io deliveries/s': of(({ bare }) => bare.deliveriesPerSecond),
          'generator share of a core, sanctuary': of(({ ours }) => ours.generator),
          'generator share of a core, socket.io': of(({ bare }) => bare.generator),
        },
        database: engine,
      })
      rows.push({
        id: `B2.${engine}.${window}`,
        value: round(median(cost)),
        unit: '× bare Socket.IO, CPU a delivery with the database’s',
        bar: '<= 0.4',
        spread: spreadOf(cost),
        peers: {
          'sanctuary µs, server alone': of(({ ours }) => ours.cpu),
          'sanctuary µs, with database': of(({ ours }) => ours.cpuWithDatabase),
          'socket.io µs': of(({ bare }) => bare.cpu),
        },
        database: engine,
      })
    }
  }
  return rows
}

/** B2 and B4 at a steady 500 messages a second: CPU a delivery and how long a delivery takes. */
export async function steady(context: BenchContext, engines: readonly Engine[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const engine of engines) {
    const pairs: { bare: LoadResult; ours: LoadResult }[] = []
    for (let n = 0; n < context.repetitions; n += 1) {
      const bare = await loadBare(context, { rate: 500 })
      const ours = await loadSanctuary(context, engine, { rate: 500 })
      context.log(
        `  ${engine} 500/s: p50 ${round(ours.p50)} ms (bare ${round(bare.p50)}), p99 ${round(ours.p99)} ms (bare ${round(bare.p99)})`,
      )
      pairs.push({ bare, ours })
    }
    const ratio = (pick: (result: LoadResult) => number, of = pick) => pairs.map(({ bare, ours }) => pick(ours) / of(bare))
    const row = (id: string, values: number[], unit: string, bar: string, peers: Row['peers']) =>
      rows.push({ id: `${id}.${engine}.500`, value: round(median(values)), unit, bar, spread: spreadOf(values), peers, database: engine })
    const of = (pick: (pair: { bare: LoadResult; ours: LoadResult }) => number) => round(median(pairs.map(pick)))
    row(
      'B2',
      ratio(
        ({ cpuWithDatabase }) => cpuWithDatabase,
        ({ cpu }) => cpu,
      ),
      '× bare Socket.IO, CPU a delivery with the database’s',
      '<= 1.2',
      { 'sanctuary µs': of(({ ours }) => ours.cpuWithDatabase), 'socket.io µs': of(({ bare }) => bare.cpu) },
    )
    const postgres = engine === 'postgres'
    row(
      'B4.p50',
      ratio(({ p50 }) => p50),
      '× bare Socket.IO, median delivery',
      postgres ? '<= 4' : '<= 8',
      {
        'sanctuary ms': of(({ ours }) => ours.p50),
        'socket.io ms': of(({ bare }) => bare.p50),
      },
    )
    row(
      'B4.p99',
      ratio(({ p99 }) => p99),
      '× bare Socket.IO, 99th percentile',
      postgres ? '<= 1.2' : '<= 2',
      {
        'sanctuary ms': of(({ ours }) => ours.p99),
        'socket.io ms': of(({ bare }) => bare.p99),
      },
    )
  }
  return rows
}
