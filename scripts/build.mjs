#!/usr/bin/env node
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { copyAssets } from './build/assets.mjs'
import { buildCdn } from './build/cdn.mjs'
import { buildDeclarations } from './build/declarations.mjs'
import { buildManifests } from './build/manifests.mjs'
import { buildModules } from './build/modules.mjs'
import { packageFolders } from './build/package-folders.mjs'
import { buildWorklet } from './build/worklet.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { root as here } from './lib/root.mjs'
import { stopRunningOnSignal } from './lib/run.mjs'

requireNode()
stopRunningOnSignal()

/** `npm run build`: `dist` of every package. `--root` builds another folder of the same layout, as our own tests do. */
const { root } = parseArgs({ options: { root: { type: 'string', default: here } } }).values
if (root === here) await ensureInstalled(here)

try {
  for (const folder of packageFolders(root)) rmSync(join(folder, 'dist'), { recursive: true, force: true })
  await buildModules(root)
  await buildDeclarations(root)
  copyAssets(root)
  await buildWorklet(root)
  await buildCdn(root)
  await buildManifests(root)
  console.log('Built: packages/*/dist, and packages/elements/dist/cdn for script tags.')
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
