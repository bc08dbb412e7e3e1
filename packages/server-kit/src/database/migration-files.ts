import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError } from '../kernel/setup-error.ts'

/** Where a module keeps its numbered `.sql` files. */
export interface MigrationFolder {
  readonly module: string
  readonly folder: URL | string
}

export interface Migration {
  readonly module: string
  /** Such as `0001-rooms.sql`. */
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/** Reads a module's migrations in the order of their numbers. */
export async function readMigrations({ module, folder }: MigrationFolder): Promise<Migration[]> {
  const path = typeof folder === 'string' ? folder : fileURLToPath(folder)
  const names = (await readdir(path)).filter((name) => name.endsWith('.sql')).sort()
  names.forEach((name, index) => {
    const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]
    if (Number(number) === index + 1) return
    throw new SetupError(
      'MIGRATION_CHANGED',
      `Migration ${module}/${name} should be called ${String(index + 1).padStart(4, '0')}-what-it-does.sql.`,
    )
  })
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(join(path, name), 'utf8')).replaceAll('\r\n', '\n') // the same on every checkout
      return { module, name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}
