import { join } from 'node:path'
import { root as here } from '../lib/root.mjs'
import { run } from '../lib/run.mjs'
import { checkPackages } from './packages.mjs'
import { checkSizes } from './sizes.mjs'

/**
 * What `npm run check` runs, in this order. A step gets the folder to check and answers
 * `{ ok, output }`, where `output` is worth reading in full.
 */
export const steps = [
  {
    name: 'format',
    claim: 'formatted and without a finding of the linter',
    run: tool('biome', 'ci', '--error-on-warnings', '--colors=off', '.'),
  },
  {
    name: 'elements',
    claim: 'templates and components are sound and accessible',
    run: tool('eslint', '--max-warnings=0', 'packages/elements/src'),
  },
  {
    name: 'types',
    claim: 'everything has its type',
    run: tool('tsc', '--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/types.json'),
  },
  { name: 'imports', claim: 'nothing imports what it may not', run: tool('depcruise', 'packages', 'examples', 'e2e') },
  { name: 'unused', claim: 'no file, export or dependency that nobody uses', run: tool('knip', '--no-progress') },
  { name: 'contract', claim: 'the contract is the one on record', run: script('packages/protocol/scripts/snapshot.ts', '--check') },
  { name: 'sizes', claim: 'what a page downloads stays within its budget', run: checkSizes },
  {
    name: 'build',
    claim: 'every package builds',
    run: (root) => run(process.execPath, [join(here, 'scripts/build.mjs'), '--root', root], { capture: true }).then(verdict),
  },
  { name: 'packages', claim: 'what would be published can be installed and typed', run: checkPackages },
]

/** A step that is one tool: quiet when content. */
function tool(name, ...args) {
  return async (root) => verdict(await run(join(here, 'node_modules/.bin', name), args, { cwd: root, capture: true }))
}

/** A step that is a TypeScript file of the folder itself. */
function script(file, ...args) {
  return async (root) =>
    verdict(await run(process.execPath, ['--conditions=source', '--import', 'tsx', file, ...args], { cwd: root, capture: true }))
}

const verdict = ({ code, output }) => ({ ok: code === 0, output: code === 0 ? '' : output })
