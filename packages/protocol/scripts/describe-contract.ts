import * as z from 'zod'
import { CallEnvelope, errors, namesOf, Position, protocolVersion, rates, roles, SignalEnvelope } from '../src/index.ts'

/** Everything other people's clients depend on, as data: schemas of what is asked, answered, stored and broadcast, and the error codes. */
export function describeContract(): unknown {
  return {
    protocol: protocolVersion,
    roles,
    rates,
    envelopes: { call: schemaOf(CallEnvelope), signal: schemaOf(SignalEnvelope), position: schemaOf(Position) },
    operations: sorted(namesOf('operations'), ({ door, method, path, role, rate, input, reply }) => ({
      door,
      ...(method === undefined ? {} : { method, path }),
      role,
      rate,
      input: schemaOf(input, 'input'),
      reply: schemaOf(reply),
    })),
    records: sorted(namesOf('records'), ({ channel, keep, instant, value }) => ({ channel, keep, instant, value: schemaOf(value) })),
    signals: sorted(namesOf('signals'), ({ channel, role, rate, value }) => ({ channel, role, rate, value: schemaOf(value, 'input') })),
    errors: sorted(new Map(Object.entries(errors)), ({ status, retryable }) => ({ status, retryable })),
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}

/** In order of their names, so that moving a line in the sources changes nothing here. */
function sorted<Part>(parts: ReadonlyMap<string, Part>, describe: (part: Part) => object): Record<string, object> {
  return Object.fromEntries([...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, describe(part)]))
}
