import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from '../lib/bundle.mjs'

/**
 * Writes `packages/elements/dist/cdn`: `sanctuary.js` for a script tag, the parts it loads when they are first needed,
 * the voice worklet beside it, and `integrity.json` with the hash of each.
 * @param {string} root the folder the packages are in
 */
export async function buildCdn(root, outdir = join(root, 'packages/elements/dist/cdn')) {
  await bundle(root, {
    entryPoints: { sanctuary: 'packages/elements/src/cdn.ts' },
    outdir,
    splitting: true,
    sourcemap: true,
    chunkNames: '[name]-[hash]',
  })
  const worklet = join(root, 'packages/voice-disguise/dist/disguise-worklet.js')
  if (existsSync(worklet)) copyFileSync(worklet, join(outdir, 'disguise-worklet.js'))
  const files = readdirSync(outdir).filter((name) => name.endsWith('.js'))
  const integrity = Object.fromEntries(files.sort().map((name) => [name, `sha384-${hash(join(outdir, name))}`]))
  writeFileSync(join(outdir, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`)
}

const hash = (file) => createHash('sha384').update(readFileSync(file)).digest('base64')
