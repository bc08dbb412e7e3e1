import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundle } from '../lib/bundle.mjs'

/**
 * Bundles each entry of size-budgets.json as a page would load it, minified and gzipped, and compares.
 * `counts`: `first` is what loads at once, `later` what `import()` brings, `all` both.
 */
export async function checkSizes(root) {
  const budgets = JSON.parse(readFileSync(join(root, 'size-budgets.json'), 'utf8'))
  const bundles = new Map()
  const lines = []
  let ok = true
  for (const { name, entry, counts, maxKiB } of budgets) {
    if (!existsSync(join(root, entry))) {
      lines.push(`FAILED  ${name}: ${entry} does not exist`)
      ok = false
      continue
    }
    if (!bundles.has(entry)) bundles.set(entry, await measure(root, entry))
    const kib = bundles.get(entry)[counts] / 1024
    if (kib > maxKiB) ok = false
    lines.push(`${kib > maxKiB ? 'FAILED' : 'ok    '}  ${name}: ${kib.toFixed(1)} of ${maxKiB} KiB`)
  }
  return { ok, output: lines.join('\n') }
}

/** Gzipped bytes of an entry. @returns {Promise<{ first: number, later: number, all: number }>} */
async function measure(root, entry) {
  const { outputFiles, metafile } = await bundle(root, {
    entryPoints: [entry],
    outdir: 'out',
    write: false,
    metafile: true,
    splitting: true,
  })
  const start = Object.keys(metafile.outputs).find((file) => metafile.outputs[file].entryPoint === entry)
  const atOnce = reachable(start, metafile.outputs)
  const sizes = outputFiles.map(({ path, contents }) => ({ atOnce: atOnce.has(relative(root, path)), bytes: gzipSync(contents).length }))
  const sum = (chosen) => chosen.reduce((total, { bytes }) => total + bytes, 0)
  return { first: sum(sizes.filter((size) => size.atOnce)), later: sum(sizes.filter((size) => !size.atOnce)), all: sum(sizes) }
}

/** The files that load together with `file`. */
function reachable(file, outputs, seen = new Set()) {
  if (seen.has(file)) return seen
  seen.add(file)
  const imported = outputs[file].imports.filter(({ kind, external }) => kind === 'import-statement' && !external)
  for (const { path } of imported) reachable(path, outputs, seen)
  return seen
}
