import type { TransactionSql } from 'postgres'
import postgres from 'postgres'
import { SetupError } from '../kernel/setup-error.ts'
import type { Database } from './database.ts'
import { type Migration, type MigrationFolder, readMigrations } from './migration-files.ts'

interface Applied {
  readonly module: string
  readonly name: string
  readonly checksum: string
}

/**
 * Brings the database up to date: every file once, in the order given, each in a transaction. Nodes that start together take turns.
 * What a module that is not given applied before stays as it is.
 * @returns the files applied now, such as `kernel/0001-rooms.sql`
 */
export async function migrate(db: Database, folders: readonly MigrationFolder[]): Promise<string[]> {
  const wanted = (await Promise.all(folders.map(readMigrations))).flat()
  const modules = folders.map(({ module }) => module)
  const before = await db.begin(async (tx) => {
    await takeTurn(tx)
    await tx`create table if not exists sanctuary_migrations (
      module text not null, name text not null, checksum text not null, applied_at timestamptz not null default now(),
      primary key (module, name))`
    return tx<Applied[]>`select module, name, checksum from sanctuary_migrations where module = any(${modules})`
  })
  refuseNewer(before, wanted)
  const done: string[] = []
  for (const migration of wanted) {
    if (isApplied(before, migration)) continue
    if (await apply(db, migration)) done.push(`${migration.module}/${migration.name}`)
  }
  return done
}

/** @returns false when another node was faster */
function apply(db: Database, migration: Migration): Promise<boolean> {
  const { module, name, sql, checksum } = migration
  return db.begin(async (tx) => {
    await takeTurn(tx)
    const now = await tx<Applied[]>`select module, name, checksum from sanctuary_migrations where module = ${module}`
    if (isApplied(now, migration)) return false
    await tx.unsafe(sql).catch((error) => {
      throw failed(migration, error)
    })
    await tx`insert into sanctuary_migrations (module, name, checksum) values (${module}, ${name}, ${checksum})`
    return true
  })
}

/** Held until the transaction ends. The number is ours and means nothing. */
async function takeTurn(tx: TransactionSql): Promise<void> {
  await tx`set local lock_timeout = '120s'`
  await tx`set local statement_timeout = 0`
  await tx`select pg_advisory_xact_lock(5208203377)`
}

function isApplied(applied: readonly Applied[], { module, name, checksum }: Migration): boolean {
  const found = applied.find((row) => row.module === module && row.name === name)
  if (!found) return false
  if (found.checksum === checksum) return true
  throw new SetupError(
    'MIGRATION_CHANGED',
    `Migration ${module}/${name} is not the one that was applied to this database. Restore the file, and put the change into a new one.`,
  )
}

function refuseNewer(applied: readonly Applied[], wanted: readonly Migration[]): void {
  const newer = applied.find((row) => !wanted.some(({ module, name }) => module === row.module && name === row.name))
  if (!newer) return
  throw new SetupError(
    'SCHEMA_NEWER',
    `This database was written by a newer version of Sanctuary (${newer.module}/${newer.name} is not known here). Start the newer version, or restore a backup.`,
  )
}

function failed({ module, name, sql }: Migration, error: unknown): SetupError {
  const place =
    error instanceof postgres.PostgresError && error.position ? ` in line ${sql.slice(0, Number(error.position)).split('\n').length}` : ''
  const reason = error instanceof Error ? error.message : String(error)
  return new SetupError('MIGRATION_FAILED', `Migration ${module}/${name} failed${place}: ${reason}. Nothing of it was kept.`, error)
}
