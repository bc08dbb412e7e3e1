#!/usr/bin/env node
import { join } from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { root } from './lib/root.mjs'
import { run, stopRunningOnSignal } from './lib/run.mjs'

requireNode()
stopRunningOnSignal()
await ensureInstalled(root)
// What is measured is what ships.
if ((await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root })).code !== 0) process.exit(1)
const node = ['--conditions=source', '--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)]
process.exitCode = (await run(process.execPath, node, { cwd: root })).code
