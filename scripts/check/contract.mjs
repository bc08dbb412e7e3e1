import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../lib/run.mjs'

const script = 'packages/protocol/scripts/snapshot.ts'
const snapshot = 'packages/protocol/contract.snapshot.json'

/** Takes the contract's snapshot again and compares it with the one in git; the file is left as it was. */
export async function checkContract(root) {
  const file = join(root, snapshot)
  if (!existsSync(file)) return { ok: false, output: `${snapshot} does not exist.` }
  const onRecord = readFileSync(file, 'utf8')
  const node = ['--conditions=source', '--import', 'tsx', script]
  const { code, output } = await run(process.execPath, node, { cwd: root, capture: true })
  const today = readFileSync(file, 'utf8')
  writeFileSync(file, onRecord)
  if (code !== 0) return { ok: false, output }
  if (today === onRecord) return { ok: true, output: '' }
  return { ok: false, output: `The contract is not the one on record.\n${firstDifference(onRecord, today)}\n${advice}` }
}

const advice = `Other people's clients depend on it. If the change is meant, take the snapshot with \`npx tsx --conditions=source ${script}\`
and commit it with a changeset that says who has to do what.`

function firstDifference(before, after) {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const line = now.findIndex((text, index) => text !== old[index])
  return `line ${line + 1}\n- ${old[line] ?? ''}\n+ ${now[line] ?? ''}`
}
