import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundle } from '../lib/bundle.mjs'

/**
 * Bundles each entry of size-budgets.json as a page would load it, minified and gzipped, and compares.
 * `counts`: `first` is what loads at once; `all` also what `import()` brings; `without` all but what `import()` of a file
 * in `part` brings; `only` just that.
 */
export async function checkSizes(root) {
  const budgets = JSON.parse(readFileSync(join(root, 'size-budgets.json'), 'utf8'))
  const results = await Promise.all(budgets.map((budget) => judge(root, budget)))
  return { ok: results.every(({ ok }) => ok), output: results.map(({ ok, says }) => `${ok ? 'ok    ' : 'FAILED'}  ${says}`).join('\n') }
}

async function judge(root, { name, entry, counts, part, maxKiB }) {
  if (!existsSync(join(root, entry))) return { ok: false, says: `${name}: ${entry} does not exist` }
  const kib = (await bytes(root, entry, counts, part)) / 1024
  return { ok: kib <= maxKiB, says: `${name}: ${kib.toFixed(1)} of ${maxKiB} KiB` }
}

async function bytes(root, entry, counts, part) {
  const options = { entryPoints: [entry], outdir: 'out', write: false, metafile: true, splitting: true }
  const { outputFiles, metafile } = await bundle(root, options)
  const { outputs } = metafile
  const start = Object.keys(outputs).find((file) => outputs[file].entryPoint === entry)

  const load = {
    first: () => reachable(start, outputs, ({ kind }) => kind === 'import-statement'),
    all: () => reachable(start, outputs, () => true),
    without: () =>
      reachable(start, outputs, ({ kind, path }) => kind === 'import-statement' || !outputs[path].entryPoint?.startsWith(part)),
    only() {
      const rest = load.without()
      return new Set([...load.all()].filter((file) => !rest.has(file)))
    },
  }
  const loaded = load[counts]()
  const sizes = outputFiles.filter(({ path }) => loaded.has(relative(root, path))).map(({ contents }) => gzipSync(contents).length)
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** The files that load with `file`, following the imports that `follow` says. */
function reachable(file, outputs, follow, seen = new Set()) {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const imported of outputs[file].imports.filter((each) => !each.external && follow(each)))
    reachable(imported.path, outputs, follow, seen)
  return seen
}
