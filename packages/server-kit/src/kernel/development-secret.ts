import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The secret of a server in development: made at the first start and kept in the data folder, readable by its owner only, so that
 * people are still who they were after a restart.
 * @param folder - `undefined` where nothing is kept, such as with the database in memory: the secret is then a new one each time
 */
export function developmentSecret(folder: string | undefined): string {
  const made = randomBytes(32).toString('base64url')
  if (folder === undefined) return made
  const file = join(folder, 'secret')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, made, { mode: 0o600, flag: 'wx' })
    return made
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return readFileSync(file, 'utf8').trim()
  }
}
