import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Writes `packages/elements/dist/cdn`: `sanctuary.js` for a script tag, the parts it loads when they are first needed,
 * the voice worklet beside it, and `integrity.json` with the hash of each.
 */
export async function buildCdn(root) {
  const elements = join(root, 'packages/elements')
  const outdir = join(elements, 'dist/cdn')
  if (!existsSync(join(elements, 'src/index.ts'))) return
  await build({
    entryPoints: { sanctuary: join(elements, 'src/index.ts') },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    sourcemap: true,
    legalComments: 'none',
    conditions: ['source'],
    define: { 'process.env.NODE_ENV': '"production"' }, // nanostores reads it, and a page has no `process`
    tsconfig: join(root, 'tsconfig.json'),
    chunkNames: '[name]-[hash]',
    logLevel: 'error',
  })
  const worklet = join(root, 'packages/voice-disguise/dist/disguise-worklet.js')
  if (existsSync(worklet)) copyFileSync(worklet, join(outdir, 'disguise-worklet.js'))
  const files = readdirSync(outdir).filter((name) => name.endsWith('.js'))
  const integrity = Object.fromEntries(files.sort().map((name) => [name, `sha384-${hash(join(outdir, name))}`]))
  writeFileSync(join(outdir, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`)
}

const hash = (file) => createHash('sha384').update(readFileSync(file)).digest('base64')
