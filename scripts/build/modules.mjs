import { join } from 'node:path'
import { root as here } from '../lib/root.mjs'
import { run } from '../lib/run.mjs'

/** Writes the .js files of every package, see rollup.config.ts. */
export async function buildModules(root) {
  const rollup = join(here, 'node_modules/rollup/dist/bin/rollup')
  const { code } = await run(process.execPath, [rollup, '--config', 'rollup.config.ts', '--configPlugin', 'esbuild', '--silent'], {
    cwd: root,
  })
  if (code !== 0) throw new Error('The packages do not build.')
}
