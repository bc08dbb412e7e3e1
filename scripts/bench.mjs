#!/usr/bin/env node
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { root } from './lib/root.mjs'
import { run, stopRunningOnSignal } from './lib/run.mjs'

requireNode()
stopRunningOnSignal()
await ensureInstalled(root)
const node = ['--conditions=source', '--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)]
process.exitCode = (await run(process.execPath, node, { cwd: root })).code
