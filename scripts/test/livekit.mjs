import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../lib/run.mjs'

const limitMs = 10 * 60_000

/**
 * Gets the media server before any suite needs it, so that no test waits for a download.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, missing: string[] }>} where the suites find it, or one sentence why there is none
 */
export async function obtainLiveKit({ root, env, results }) {
  const file = join(results, 'livekit.json')
  const node = ['--conditions=source', '--import', 'tsx', 'scripts/test/obtain-livekit.ts', file]
  const { timedOut } = await run(process.execPath, node, { cwd: root, env, limitMs })
  if (timedOut) return { env, missing: [`The media server did not arrive within ${limitMs / 60_000} minutes.`] }
  if (!existsSync(file)) return { env, missing: ['The search for the media server ended with an error, see above.'] }
  const { binary, missing } = JSON.parse(readFileSync(file, 'utf8'))
  return { env: binary ? { ...env, LIVEKIT_SERVER_BIN: binary } : env, missing: missing ? [missing] : [] }
}
