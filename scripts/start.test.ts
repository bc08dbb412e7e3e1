import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { descendants } from './lib/process-tree.mjs'

const start = join(import.meta.dirname, 'start.mjs')

/** Starts the example site on a free port and an empty folder, as `npm start` does. */
async function startSite() {
  const data = mkdtempSync(join(tmpdir(), 'sanctuary-start-'))
  const site = spawn(process.execPath, [start, '--port', '0', '--data', data, '--no-livekit'], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    site.kill('SIGKILL')
    rmSync(data, { recursive: true, force: true })
  })
  return { site, address: await addressOf(site) }
}

/** Reads on afterwards: a site that cannot say its last words would fail. */
function addressOf({ stdout }: ChildProcess): Promise<string> {
  let output = ''
  return new Promise((resolve, reject) => {
    stdout?.on('data', (chunk) => {
      output += chunk
      const found = /http:\/\/localhost:\d+/.exec(output)
      if (found) resolve(found[0])
    })
    stdout?.on('end', () => reject(new Error(`It ended without an address: ${output}`)))
  })
}

describe('npm start', { timeout: 120_000 }, () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('serves the site until %s, and ends all it started', async (signal) => {
    const { site, address } = await startSite()
    expect((await fetch(address)).status).toBe(200)

    const started = descendants(site.pid)
    expect(started.length).toBeGreaterThan(0)
    site.kill(signal)
    site.kill(signal) // a terminal and npm may both pass it on
    const [code] = await once(site, 'exit')

    expect(code).toBe(0)
    expect(started.filter(isAlive)).toEqual([])
    await expect(fetch(address)).rejects.toThrow()
  })

  it('leaves nothing behind when it is killed', async () => {
    const { site } = await startSite()
    const started = descendants(site.pid)
    site.kill('SIGKILL')
    await expect.poll(() => started.filter(isAlive), { timeout: 30_000 }).toEqual([])
  })

  it('says what it can do', () => {
    const { status, stdout } = spawnSync(process.execPath, [start, '--help'], { encoding: 'utf8' })
    for (const option of ['--port', '--data', '--no-livekit', '--help']) expect(stdout).toContain(option)
    expect(status).toBe(0)
  })

  it('refuses an option it does not know, before it does anything', () => {
    const { status, stderr } = spawnSync(process.execPath, [start, '--prot', '80'], { encoding: 'utf8' })
    expect(stderr).toContain("Unknown option '--prot'")
    expect(status).toBe(2)
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
