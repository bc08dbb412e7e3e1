#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { killTree } from './lib/process-tree.mjs'
import { root } from './lib/root.mjs'
import { startGroup } from './lib/run.mjs'

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
  process.exitCode = await startSite(process.argv.slice(2))
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

/** Runs the site until it ends or someone stops it. @returns {Promise<number>} its exit code */
function startSite(args) {
  const node = [
    '--conditions=source',
    '--import',
    'tsx',
    '--import',
    './scripts/lib/end-with-parent.mjs',
    'examples/site/src/main.ts',
    ...args,
  ]
  const site = startGroup(process.execPath, node, { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  stopOnSignal(site)
  return new Promise((resolve) => {
    site.on('exit', async (code, signal) => {
      await killTree(site.pid) // what it may have left behind
      resolve(code ?? (signal === 'SIGKILL' ? 137 : 1))
    })
  })
}

/** Asks the site once: a terminal and npm may both pass on the same Ctrl-C. A site that does not end is ended by force. */
function stopOnSignal(site) {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      site.kill('SIGTERM')
      setTimeout(() => killTree(site.pid), 10_000).unref()
    })
  }
}
