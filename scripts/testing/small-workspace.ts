import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { linkPackages } from './link-packages.ts'
import { smallSources } from './small-sources.ts'

const repository = join(import.meta.dirname, '../..')

const configs = [
  '.dependency-cruiser.cjs',
  '.gitignore',
  '.npmrc',
  '.pnpmfile.cjs',
  'LICENSE',
  'biome.json',
  'eslint.config.mjs',
  'pnpm-workspace.yaml',
  'rollup.config.ts',
  'tsconfig.build.json',
  'tsconfig.json',
]

/**
 * Makes a workspace with this repository's layout, rules and tools and a few lines of code that break none of them.
 * @param changes - files to add or replace, by their path in the workspace
 * @returns the folder; whoever asks for it removes it
 */
export function createSmallWorkspace(changes: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'sanctuary-small-'))
  for (const config of configs) cpSync(join(repository, config), join(folder, config))
  for (const [file, text] of Object.entries({ ...smallSources, ...changes })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const manifests = Object.keys(smallSources).filter((file) => file.endsWith('package.json'))
  linkPackages(folder, manifests.map(dirname))
  return folder
}
