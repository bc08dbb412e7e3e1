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
  const folders = packageFolders(root).filter(isPublished)
  const judged = await Promise.all(folders.map((folder) => judge(folder, join(tarballs, `${basename(folder)}.tgz`))))
  rmSync(tarballs, { recursive: true, force: true })
  const problems = judged.filter((problem) => problem !== undefined)
  return { ok: problems.length === 0, output: problems.join('\n') }
}

const isPublished = (folder) => !JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).private

/** What is wrong with one package, if anything. */
async function judge(folder, tarball) {
  if (!existsSync(join(folder, 'dist'))) return `${basename(folder)}: there is no dist; run \`npm run build\` first.`
  const tools = [
    () => runPnpm(['pack', '--out', tarball], { cwd: folder, capture: true }),
    () => bin('publint', 'run', tarball, '--strict'),
    () => bin('attw', tarball, '--profile', 'esm-only', '--no-color', '--no-emoji'),
  ]
  for (const tool of tools) {
    const { code, output } = await tool()
    if (code !== 0) return `${basename(folder)}:\n${output}`
  }
}

const bin = (name, ...args) => run(join(here, 'node_modules/.bin', name), args, { capture: true })
