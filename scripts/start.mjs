#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { root } from './lib/root.mjs'
import { serve } from './lib/serve.mjs'

requireNode()

const help = `Starts Sanctuary's example site on this machine.

  npm start [-- options]

  --port <number>   where the site listens (default 4300; 0 takes a free one)
  --data <folder>   where rooms are kept (default ./.sanctuary)
  --no-livekit      without a media server: rooms and chat work, audio says why it does not
  --help            this text`

const { help: askedForHelp } = readOptions()
if (askedForHelp) {
  console.log(help)
} else {
  await ensureInstalled(root)
  process.exitCode = await serve('examples/site/src/main.ts', process.argv.slice(2), { cwd: root })
}

/** Only the names are judged here, so that a slip is told before anything is installed; the site judges the values. */
function readOptions() {
  const options = {
    port: { type: 'string' },
    data: { type: 'string' },
    'no-livekit': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    console.error(`${error.message}\n\n${help}`)
    process.exit(2)
  }
}
