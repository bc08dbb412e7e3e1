#!/usr/bin/env node
// `npm start` of an example, in its folder: installs the packages first when they are missing. Arguments are the example's own.
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { root } from './lib/root.mjs'
import { serve } from './lib/serve.mjs'

requireNode()
await ensureInstalled(root)
process.exitCode = await serve('server.ts', process.argv.slice(2))
