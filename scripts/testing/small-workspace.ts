import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { smallSources } from './small-sources.ts'

const root = join(import.meta.dirname, '../..')

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
  for (const config of configs) cpSync(join(root, config), join(folder, config))
  for (const [file, text] of Object.entries({ ...smallSources, ...changes })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  for (const place of [
    '.',
    ...Object.keys(smallSources)
      .filter((file) => file.endsWith('/package.json'))
      .map(dirname),
  ]) {
    const installed = join(root, place, 'node_modules')
    if (existsSync(installed)) linkAll(installed, join(folder, place, 'node_modules'))
  }
  return folder

  /** Third parties come from this repository, our own packages from the new one. */
  function linkAll(from: string, to: string) {
    mkdirSync(to, { recursive: true })
    for (const name of readdirSync(from).filter((each) => each !== '.cache')) {
      if (name === '@sanctuary') linkOurs(join(from, name), join(to, name))
      else symlinkSync(join(from, name), join(to, name))
    }
  }
  function linkOurs(from: string, to: string) {
    mkdirSync(to)
    for (const name of readdirSync(from)) symlinkSync(join(folder, 'packages', basename(name)), join(to, name))
  }
}
