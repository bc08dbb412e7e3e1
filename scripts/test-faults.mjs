#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { root } from './lib/root.mjs'
import { run, stopRunningOnSignal } from './lib/run.mjs'
import { obtainLiveKit } from './test/livekit.mjs'
import { findOrInstallParts } from './test/parts.mjs'

requireNode()
stopRunningOnSignal()
await ensureInstalled(root)
const results = mkdtempSync(join(tmpdir(), 'sanctuary-faults-'))
process.on('exit', () => rmSync(results, { recursive: true, force: true }))

const parts = await findOrInstallParts()
stopIfMissing(parts.missing)
const livekit = await obtainLiveKit({ root, env: parts.env, results })
stopIfMissing(livekit.missing)

const node = ['--conditions=source', '--import', 'tsx', 'e2e/faults/main.ts', ...process.argv.slice(2)]
process.exitCode = (await run(process.execPath, node, { cwd: root, env: livekit.env })).code

function stopIfMissing(sentences) {
  if (sentences.length === 0) return
  console.log(sentences.join('\n'))
  process.exit(1)
}
