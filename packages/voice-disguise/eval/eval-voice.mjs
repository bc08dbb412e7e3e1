#!/usr/bin/env node
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { build } from 'esbuild'
import { findProgram } from '../../../scripts/lib/find-program.mjs'
import { ensureInstalled } from '../../../scripts/lib/install.mjs'
import { requireNode } from '../../../scripts/lib/node-version.mjs'
import { root } from '../../../scripts/lib/root.mjs'
import { run, stopRunningOnSignal } from '../../../scripts/lib/run.mjs'
import { writeGuideTable } from './guide-table.mjs'

requireNode()
stopRunningOnSignal()
await ensureInstalled(root)

const given = process.argv.slice(2)
const python = findProgram(['python3', 'python3.exe'], (process.env.PATH ?? '').split(delimiter))
if (!python) {
  console.error('The evaluation needs Python 3.11 or newer, and there is no python3 on the PATH. Install it and run this again.')
  process.exit(1)
}
const here = import.meta.dirname
const env = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1' }
const setUp = await run(python, [join(here, 'set_up.py')], { cwd: root, env })
if (setUp.code !== 0) process.exit(1)

const { output } = await run(python, [join(here, 'set_up.py'), '--where'], { cwd: root, env, capture: true })
const cache = output.trim()
const kept = join(cache, 'venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
const program = given.includes('--selftest') ? ['selftest.py'] : ['main.py', '--engine', await bundledEngine(), ...given]
process.exitCode = (await run(kept, [join(here, program[0]), ...program.slice(1)], { cwd: root, env })).code
if (process.exitCode === 0 && given.includes('--write')) writeGuideTable()

/** The engine as it is now, in one file named after what is in it: whoever edits it meanwhile does not change what is measured. */
async function bundledEngine() {
  const bundle = { entryPoints: [join(here, 'engine/disguise.ts')], bundle: true, format: 'esm', platform: 'node', target: 'node20' }
  const built = await build({ ...bundle, conditions: ['source'], write: false }).catch(() => undefined) // it has printed why
  if (!built) {
    console.error('The engine could not be bundled; the lines above say why.')
    process.exit(1)
  }
  const [{ contents, hash }] = built.outputFiles
  const file = join(cache, 'engines', `${hash.replaceAll(/\W/g, '')}.mjs`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}`, contents)
  renameSync(`${file}.${process.pid}`, file) // another run may be using it
  return file
}
