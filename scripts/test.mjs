#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { root } from './lib/root.mjs'
import { stopRunningOnSignal } from './lib/run.mjs'
import { obtainLiveKit } from './test/livekit.mjs'
import { findOrInstallParts } from './test/parts.mjs'
import { runSuite, suites } from './test/suites.mjs'

requireNode()
stopRunningOnSignal()

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !suites.some((suite) => suite.name === name))
if (unknown.length > 0) stop(2, `There is no suite "${unknown.join('", "')}". There are: ${suites.map((suite) => suite.name).join(', ')}.`)

await ensureInstalled(root)
const results = mkdtempSync(join(tmpdir(), 'sanctuary-test-'))
process.on('exit', () => rmSync(results, { recursive: true, force: true }))

const parts = await findOrInstallParts()
stopIfMissing(parts.missing)
const livekit = await obtainLiveKit({ root, env: parts.env, results })
stopIfMissing(livekit.missing)

const total = { passed: 0, problems: [] }
for (const suite of suites.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.log(`\n── ${suite.title}`)
  const { passed, problems } = await runSuite(suite, { root, env: livekit.env, results })
  total.passed += passed
  total.problems.push(...problems.map((problem) => `${suite.name}: ${problem}`))
}

if (total.problems.length > 0) console.log(`\n${total.problems.join('\n')}`)
console.log(`\n${total.passed} passed, ${total.problems.length} failed`)
process.exit(total.problems.length > 0 ? 1 : 0)

function stopIfMissing(sentences) {
  if (sentences.length > 0) stop(1, `${sentences.join('\n')}\n\n0 passed, ${sentences.length} failed`)
}

function stop(code, sentence) {
  console.log(sentence)
  process.exit(code)
}
