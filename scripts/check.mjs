#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { steps } from './check/steps.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { root as here } from './lib/root.mjs'
import { stopRunningOnSignal } from './lib/run.mjs'

requireNode()
stopRunningOnSignal()

/** `npm run check [-- step …]`; `--root` checks another folder of the same layout, as our own tests do. */
const { values, positionals: asked } = parseArgs({ options: { root: { type: 'string', default: here } }, allowPositionals: true })
const unknown = asked.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(`There is no step "${unknown.join('", "')}". There are: ${steps.map((step) => step.name).join(', ')}.`)
  process.exit(2)
}
if (values.root === here) await ensureInstalled(here)

const results = []
for (const step of steps.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.log(`── ${step.name}: ${step.claim}`)
  const started = performance.now()
  const { ok, output } = await step.run(values.root)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (output) console.log(output.trimEnd())
  results.push({ name: step.name, ok, line: `${ok ? 'ok    ' : 'FAILED'}  ${step.name.padEnd(10)} ${seconds.padStart(6)} s` })
}

console.log(`\n${results.map(({ line }) => line).join('\n')}`)
const failed = results.filter(({ ok }) => !ok).map(({ name }) => name)
console.log(failed.length === 0 ? 'Every check holds.' : `To see one again: npm run check -- ${failed.join(' ')}`)
process.exit(failed.length === 0 ? 0 : 1)
