import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { root as here } from '../lib/root.mjs'
import { run } from '../lib/run.mjs'
import { packageFolders } from './package-folders.mjs'

/**
 * Writes the .d.ts files of every package. They are made in one go, because the packages are typed from each other's
 * sources, and then taken apart.
 */
export async function buildDeclarations(root) {
  const all = mkdtempSync(join(tmpdir(), 'sanctuary-declarations-'))
  try {
    const tsc = join(here, 'node_modules/typescript/bin/tsc')
    const { code } = await run(process.execPath, [tsc, '--project', 'tsconfig.build.json', '--outDir', all, '--pretty', 'false'], {
      cwd: root,
    })
    if (code !== 0) throw new Error('The declarations cannot be written.')
    for (const folder of packageFolders(root)) take(join(all, basename(folder), 'src'), join(folder, 'dist'))
  } finally {
    rmSync(all, { recursive: true, force: true })
  }
}

function take(from, to) {
  if (!existsSync(from)) return
  for (const file of readdirSync(from, { recursive: true }).filter((name) => name.endsWith('.d.ts'))) {
    writeFileSync(join(from, file), withPublishedAddresses(readFileSync(join(from, file), 'utf8')))
  }
  cpSync(from, to, { recursive: true })
}

/** TypeScript rewrites './chat.ts' to './chat.js' in code, but leaves it in declarations. */
const withPublishedAddresses = (text) => text.replace(/((?:from |import\(|import )(['"])\.{1,2}\/[^'"]+)\.ts\2/g, '$1.js$2')
