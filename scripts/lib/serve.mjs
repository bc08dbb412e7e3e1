import { fileURLToPath } from 'node:url'
import { killTree } from './process-tree.mjs'
import { startGroup } from './run.mjs'

const endWithParent = fileURLToPath(new URL('end-with-parent.mjs', import.meta.url))

/**
 * Runs a server from its TypeScript source until it ends or someone stops it.
 * @param {string} script
 * @param {string[]} args
 * @param {{ cwd?: string }} [options]
 * @returns {Promise<number>} its exit code
 */
export function serve(script, args, { cwd } = {}) {
  const node = ['--conditions=source', '--import', 'tsx', '--import', endWithParent, script, ...args]
  const server = startGroup(process.execPath, node, { cwd, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  stopOnSignal(server)
  return new Promise((resolve) => {
    server.on('exit', async (code, signal) => {
      await killTree(server.pid) // what it may have left behind
      resolve(code ?? (signal === 'SIGKILL' ? 137 : 1))
    })
  })
}

/** Asks the server once: a terminal and npm may both pass on the same Ctrl-C. One that does not end is ended by force. */
function stopOnSignal(server) {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      server.kill('SIGTERM')
      setTimeout(() => killTree(server.pid), 10_000).unref()
    })
  }
}
