import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** An example, run by its own command. */
export interface Example {
  /** The first address it printed. */
  readonly url: string
  close(): Promise<void>
}

/** Runs `npm start` of an example on a free port and waits until it prints its address. */
export async function startExample(name: 'vanilla' | 'self-host' | 'voice', env: Record<string, string> = {}): Promise<Example> {
  const child = spawn(process.execPath, ['../../scripts/start-example.mjs', '0'], {
    cwd: fileURLToPath(new URL(`../../examples/${name}`, import.meta.url)),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = await new Promise<string>((done, fail) => {
    let printed = ''
    const read = (text: Buffer) => {
      printed += text
      const address = /http:\/\/\S+/.exec(printed)
      if (address && printed.endsWith('\n')) done(address[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => fail(new Error(`${name} ended with ${code}: ${printed}`)))
  })
  return {
    url,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
