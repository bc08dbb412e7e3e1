#!/usr/bin/env node
// `npm start` of an example, in its folder: installs the packages first when they are missing. Arguments are the example's own.
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { root } from './lib/root.mjs'
import { run, stopRunningOnSignal } from './lib/run.mjs'

requireNode()
stopRunningOnSignal()
await ensureInstalled(root)
const { code } = await run(process.execPath, ['--conditions=source', '--import', 'tsx', 'server.ts', ...process.argv.slice(2)])
process.exitCode = code
