import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What `/metrics` shows. No room, participant or address is ever a label. */
export interface Metrics {
  readonly registry: Registry
  operation(name: string, outcome: string, ms: number): void
  frame(records: number, receivers: number): void
  /** Gauges read when somebody looks. */
  watch(name: string, help: string, read: () => number): void
}

/** One registry a server, so that two servers live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'sanctuary_' })
  const operations = new Histogram({
    name: 'sanctuary_operation_seconds',
    help: 'Time of operations by name and outcome.',
    labelNames: ['operation', 'outcome'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  })
  const frames = new Counter({ name: 'sanctuary_frames_total', help: 'Frames sent, once a channel.', registers: [registry] })
  const deliveries = new Counter({ name: 'sanctuary_deliveries_total', help: 'Records delivered to connections.', registers: [registry] })
  return {
    registry,
    operation: (operation, outcome, ms) => operations.observe({ operation, outcome }, ms / 1000),
    frame(records, receivers) {
      frames.inc()
      deliveries.inc(records * receivers)
    },
    watch(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(read())
        },
      })
    },
  }
}
