import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { packageFolders } from '../build/package-folders.mjs'
import { runPnpm } from '../lib/install.mjs'
import { root as here } from '../lib/root.mjs'
import { run } from '../lib/run.mjs'

/** Packs every package as it would be published and lets publint and attw judge what is inside. Needs `npm run build` first. */
export async function checkPackages(root) {
  const tarballs = mkdtempSync(join(tmpdir(), 'sanctuary-packages-'))
  const problems = []
  for (const folder of packageFolders(root).filter(isPublished)) {
    const problem = await judge(folder, join(tarballs, `${basename(folder)}.tgz`))
    if (problem) problems.push(`${basename(folder)}:\n${problem}`)
  }
  rmSync(tarballs, { recursive: true, force: true })
  return { ok: problems.length === 0, output: problems.join('\n') }
}

const isPublished = (folder) => !JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).private

async function judge(folder, tarball) {
  if (!existsSync(join(folder, 'dist'))) return 'There is no dist; run `npm run build` first.'
  const tools = [
    () => runPnpm(['pack', '--out', tarball], { cwd: folder, capture: true }),
    () => bin('publint', 'run', tarball, '--strict'),
    () => bin('attw', tarball, '--profile', 'esm-only', '--no-color', '--no-emoji'),
  ]
  for (const tool of tools) {
    const { code, output } = await tool()
    if (code !== 0) return output
  }
}

const bin = (name, ...args) => run(join(here, 'node_modules/.bin', name), args, { capture: true })
