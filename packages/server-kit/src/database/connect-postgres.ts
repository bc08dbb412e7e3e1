import type { Sql } from 'postgres'
import { SetupError } from '../kernel/setup-error.ts'
import type { Database } from './database.ts'
import { openDriver } from './driver-options.ts'
import { guardTransactions } from './guard.ts'

const oldest = 150_000

/** Opens a Postgres by its address and checks that it is new enough. */
export async function connectPostgres(url: string): Promise<Database> {
  const sql = openDriver(url, {
    max: 10,
    connect_timeout: 10,
    // lock_timeout: a stuck transaction must not hold up everybody; statement_timeout: nor may a query nobody waits for any more.
    connection: { lock_timeout: 1000, statement_timeout: 15_000, idle_in_transaction_session_timeout: 30_000 },
  })
  try {
    const serverVersion = await versionOf(sql)
    refuseOld(serverVersion)
    return {
      ...guardTransactions(sql),
      kind: 'postgres',
      serverVersion,
      unclean: false,
      settled: async () => {},
      close: () => sql.end({ timeout: 5 }),
    }
  } catch (error) {
    await sql.end({ timeout: 0 })
    throw error instanceof SetupError ? error : unreachable(url, error)
  }
}

async function versionOf(sql: Sql): Promise<number> {
  const [row] = await sql<{ version: number }[]>`select current_setting('server_version_num')::int as version`
  return row?.version ?? 0
}

/** @param version - such as 150014 */
export function refuseOld(version: number): void {
  if (version >= oldest) return
  throw new SetupError(
    'DATABASE_TOO_OLD',
    `This is Postgres ${Math.floor(version / 10_000)}. Sanctuary needs Postgres 15 or newer: upgrade it, or use the embedded database.`,
  )
}

/** Says the address without user, password and options. */
function unreachable(url: string, cause: unknown): SetupError {
  const place = url.replace(/^\w+:\/\/(.*@)?/, '').replace(/\?.*$/, '')
  const reason = cause instanceof Error ? cause.message.replaceAll(url, '') : String(cause)
  return new SetupError(
    'DATABASE_UNREACHABLE',
    `The database at ${place} cannot be used (${reason}). Check DATABASE_URL and that it is running.`,
    cause,
  )
}
