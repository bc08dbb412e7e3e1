import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkPackages } from './testing/link-packages.ts'

const repository = join(import.meta.dirname, '..')
let copy = ''

const inCopy = (command: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  return { status, output: stdout + stderr }
}
const newFeature = (...args: string[]) => inCopy(process.execPath, join(import.meta.dirname, 'new-feature.mjs'), '--root', copy, ...args)
const check = (...steps: string[]) => inCopy(process.execPath, join(import.meta.dirname, 'check.mjs'), '--root', copy, ...steps).output

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'sanctuary-feature-'))
  const list = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: repository, encoding: 'utf8' })
  const files = list.stdout.split('\0').filter((file) => file && existsSync(join(repository, file)))
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(repository, file), join(copy, file))
  }
  linkPackages(copy, files.filter((file) => file.endsWith('package.json')).map(dirname))
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

describe('npm run new:feature', { timeout: 600_000 }, () => {
  it('writes a feature in its four places, typed, formatted, within the import rules, with tests that pass', () => {
    const written = newFeature('polls')
    expect(written.output).toContain('polls is there')
    expect(written.status).toBe(0)

    expect(check('contract')).toContain('FAILED')
    inCopy(process.execPath, '--conditions=source', '--import', 'tsx', 'packages/protocol/scripts/snapshot.ts')
    expect(check('contract', 'types', 'imports')).toContain('Every check holds.')
    expect(inCopy('node_modules/.bin/eslint', '--max-warnings=0', 'packages/elements/src/polls')).toEqual({ status: 0, output: '' })
    const unit = inCopy(process.execPath, 'node_modules/vitest/vitest.mjs', 'run', 'polls')
    expect(unit.output).toMatch(/Test Files +2 passed/)
    const inBrowser = ['--config', 'packages/elements/web-test-runner.config.mjs', '--files', 'packages/elements/src/polls/*.test.ts']
    const elements = inCopy(process.execPath, 'node_modules/@web/test-runner/dist/bin.js', ...inBrowser)
    expect(elements.output).toMatch(/5 passed, 0 failed/)
  })

  it('does not write over a feature that is there', () => {
    const { status, output } = newFeature('hands')
    expect(output).toContain('There is a feature called hands already: packages/protocol/src/hands.ts')
    expect(status).toBe(1)
  })

  it.each([['Polls'], ['word-games'], ['../polls'], []])('refuses %s as a name', (...name) => {
    const { status, output } = newFeature(...name)
    expect(output).toContain('A feature is one lowercase word')
    expect(status).toBe(1)
  })
})
