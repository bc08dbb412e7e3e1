import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeContract } from './describe-contract.ts'
import { errorsPage } from './errors-page.ts'

/**
 * Writes down the contract as it is, so that a change of it is seen: `contract.snapshot.json` and `docs/errors.md`.
 * With `--check` nothing is written, and the exit code is 1 when a file is not as it would be written.
 */
const files = [
  { path: new URL('../contract.snapshot.json', import.meta.url), text: `${JSON.stringify(describeContract(), null, 2)}\n` },
  { path: new URL('../../../docs/errors.md', import.meta.url), text: errorsPage() },
]

if (process.argv.includes('--check')) {
  const stale = files.filter(({ path, text }) => read(path) !== text)
  for (const { path } of stale)
    console.error(
      `${fileURLToPath(path)} is not up to date. Write it with: npx tsx --conditions=source packages/protocol/scripts/snapshot.ts`,
    )
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const { path, text } of files) if (read(path) !== text) writeFileSync(path, text)
}

function read(path: URL): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
