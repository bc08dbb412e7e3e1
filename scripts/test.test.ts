import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const { CHROME_PATH: _, ...env } = process.env

const script = (name: string, args: string[], path = process.env.PATH) =>
  spawnSync(process.execPath, [join(import.meta.dirname, name), ...args], { encoding: 'utf8', env: { ...env, PATH: path } })

describe('npm test', () => {
  it('says in one sentence for each missing part how to get it, and fails', () => {
    const { status, stdout } = script('test.mjs', [], '/nowhere')
    expect(stdout).toContain('The tests need Redis, which is not here. Get it with: sudo apt-get install redis-server')
    expect(stdout).toContain('sudo apt-get install chromium')
    expect(stdout).toContain('sudo apt-get install espeak-ng')
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^0 passed, [34] failed$/)
    expect(status).toBe(1)
  })

  it('knows its suites', () => {
    const { status, stdout } = script('test.mjs', ['units'])
    expect(stdout).toContain('There is no suite "units". There are: unit, elements, e2e.')
    expect(status).toBe(2)
  })
})
