import type { Options, Sql } from 'postgres'
import postgres from 'postgres'

/**
 * Opens the driver with one set of habits for both databases. How values look in rows: `int8` is a number (ours are far below 2^53),
 * `timestamptz` an ISO 8601 string in UTC with milliseconds (what records and the wire use), `date` and `timestamp` the text Postgres
 * writes, `json` and `jsonb` parsed values. Parameters may be strings or Dates for times, numbers or bigints for integers.
 */
export function openDriver(url: string | undefined, options: Options<Record<string, never>>): Sql {
  const { connection, ...rest } = options
  return postgres(url ?? '', {
    prepare: true,
    onnotice: () => {},
    ...withoutPipelineEnd,
    ...rest,
    types: valueTypes,
    connection: { ...sessionSettings, ...connection },
  }) as unknown as Sql // without the names of our value types, which nobody calls
}

/**
 * The driver sends 100 queries ahead and then holds back. When the hundredth is a `begin` it forgets to keep the connection for the
 * transaction: that one fails outside anybody's reach and leaves the others inside it. Without an end there is no hundredth.
 */
const withoutPipelineEnd: object = { max_pipeline: Number.MAX_SAFE_INTEGER } // an option its types leave out

const valueTypes = {
  bigint: { to: 20, from: [20], serialize: (value: number | bigint) => String(value), parse: Number },
  date: { to: 1184, from: [1184], serialize: toIso, parse: fromPostgres },
  plainDate: { to: 1082, from: [1082, 1114], serialize: String, parse: String },
}

/** Whatever the operator's server has as its default. */
const sessionSettings = { TimeZone: 'UTC', DateStyle: 'ISO, MDY', application_name: 'sanctuary' }

function toIso(value: Date | string): string {
  return value instanceof Date ? value.toISOString() : value
}

/**
 * `2026-01-31 09:30:00.12+00` → `2026-01-31T09:30:00.120Z`, by cutting: a Date would cost several times as much. What has no such form
 * (`infinity`, years before 1 or after 9999) stays as Postgres writes it.
 */
function fromPostgres(text: string): string {
  if (text.charCodeAt(10) !== 32 || !text.endsWith('+00')) return text
  const fraction = text.slice(20, Math.min(23, text.length - 3)).padEnd(3, '0')
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`
}
