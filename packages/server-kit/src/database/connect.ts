import { SetupError } from '../kernel/setup-error.ts'
import { connectEmbedded } from './connect-embedded.ts'
import { connectPostgres } from './connect-postgres.ts'
import type { ConnectOptions, Database } from './database.ts'

export type { Database } from './database.ts'

/** Opens the database. Either kind is spoken to by the same driver with the same SQL. */
export async function connectDatabase(options: ConnectOptions): Promise<Database> {
  const { url, log, production } = options
  if (/^postgres(ql)?:\/\//.test(url)) return connectPostgres(url)
  if (!url.startsWith('pglite:') || url === 'pglite:') {
    throw new SetupError('CONFIG_INVALID', 'The database must be given as pglite:./folder or postgres://user:password@host:5432/name.')
  }
  if (production) {
    log.warn('The embedded database survives a killed process, but a power cut may lose the last seconds. Use Postgres where that matters.')
  }
  return connectEmbedded(url.slice('pglite:'.length), options)
}
