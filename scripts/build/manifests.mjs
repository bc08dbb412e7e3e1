import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../lib/run.mjs'
import { packageFolders } from './package-folders.mjs'

/** Writes `custom-elements.json` for packages with elements: what editors and documentation tools read of each tag. */
export async function buildManifests(root) {
  for (const folder of packageFolders(root).filter((folder) => existsSync(join(folder, config)))) {
    const analyzer = join(folder, 'node_modules/@custom-elements-manifest/analyzer/cem.js')
    const { code, output } = await run(process.execPath, [analyzer, 'analyze', '--config', config], { cwd: folder, capture: true })
    if (code !== 0) throw new Error(`The elements cannot be described.\n${output}`)
  }
}

const config = 'custom-elements-manifest.config.mjs'
