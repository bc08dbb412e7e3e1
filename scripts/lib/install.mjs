import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

/** pnpm 11 does not run on Node 20, so the version is exact; the same one stands in `packageManager`. */
const pnpm = 'pnpm@10.34.9'

/** Runs pnpm without asking anyone to install it. @returns {Promise<{ code: number }>} */
export const runPnpm = (args, options = {}) => run('npx', ['--yes', pnpm, ...args], options)

/** Installs the packages when they are missing or not those of the lockfile. Ends the process when that fails. */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return
  console.log('Installing packages …')
  const { code } = await runPnpm(['install', '--frozen-lockfile'], { cwd: root })
  if (code === 0) return
  console.error('The packages could not be installed; the lines above say why.')
  process.exit(1)
}

/** pnpm keeps a copy of the lockfile it installed from. */
function isInstalled(root) {
  const installed = join(root, 'node_modules', '.pnpm', 'lock.yaml')
  return existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
}
