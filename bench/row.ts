/** One measured figure. `value` is what the bar speaks of: a ratio to the peer of the same run, or a figure of its own. */
export interface Row {
  /** Such as `B1.postgres.8`. */
  readonly id: string
  readonly value: number
  readonly unit: string
  /** Such as `>= 2.0`. */
  readonly bar: string
  /** Smallest and largest of the repetitions. */
  readonly spread: readonly [number, number]
  /** What was measured beside it, with its own figures. */
  readonly peers: Readonly<Record<string, number>>
  readonly database: 'postgres' | 'pglite' | 'none'
}

export type Engine = 'postgres' | 'pglite'

/** What every bar gets: how to start things, and how thorough to be. */
export interface BenchContext {
  /** Address of an empty database. */
  database(engine: Engine): Promise<string>
  /** CPU of the database's own processes so far, µs; 0 for the embedded one, which is part of the server. */
  databaseCpu(engine: Engine): number
  readonly repetitions: number
  readonly seconds: number
  log(line: string): void
}
