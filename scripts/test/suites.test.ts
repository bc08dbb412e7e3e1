import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { isRunning } from '../lib/process-tree.mjs'
import { readVitest } from './counts.mjs'
import { findOrInstallParts } from './parts.mjs'
import { runSuite } from './suites.mjs'

const repository = join(import.meta.dirname, '../..')
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folderWith(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'sanctuary-suite-'))
  folders.push(folder)
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  mkdirSync(join(folder, 'results'))
  return folder
}

/** Runs these test files with the real vitest as a suite of `npm test`. */
function runVitest(files: Record<string, string>, limitMs = 200_000) {
  const root = folderWith({ 'vitest.config.mjs': 'export default {}', ...files })
  const args = (file: string) => ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile.json=${file}`]
  return runSuite({ name: 'unit', args, read: readVitest, limitMs }, { root, env: process.env, results: join(root, 'results') })
}

const suite = (...tests: string[]) => `import { expect, it } from 'vitest'\n${tests.join('\n')}`
const good = "it('adds', () => expect(1 + 1).toBe(2))"
const bad = "it('adds wrongly', () => expect(1 + 1).toBe(3))"

describe('a suite of npm test', { timeout: 240_000 }, () => {
  it('counts what passed and what failed', async () => {
    const result = await runVitest({ 'a.test.mjs': suite(good, bad), 'b.test.mjs': suite(good) })
    expect(result).toEqual({ passed: 2, problems: ['adds wrongly: AssertionError: expected 2 to be 3 // Object.is equality'] })
  })

  it('fails for a file that cannot be loaded', async () => {
    const result = await runVitest({ 'a.test.mjs': suite(good), 'b.test.mjs': "import './gone.mjs'" })
    expect(result).toEqual({ passed: 1, problems: [expect.stringMatching(/b\.test\.mjs: .*gone\.mjs/)] })
  })

  it('fails for a test that is skipped', async () => {
    const result = await runVitest({ 'a.test.mjs': suite(good, "it.skip('later', () => {})", "it.todo('some day')") })
    expect(result).toEqual({ passed: 1, problems: [expect.stringContaining('skipped 2')] })
  })

  it('fails when it runs nothing', async () => {
    const result = await runVitest({})
    expect(result).toEqual({ passed: 0, problems: ['ran no test.'] })
  })

  it('fails for an error outside the tests', async () => {
    const result = await runVitest({ 'a.test.mjs': suite(good, "Promise.reject(new Error('nobody waits for me'))") })
    expect(result).toEqual({ passed: 1, problems: [expect.stringContaining('an error outside the tests')] })
  })

  it('fails when it ends before it could report', async () => {
    const result = await runVitest({ 'vitest.config.mjs': 'process.exit(3)' })
    expect(result).toEqual({ passed: 0, problems: ['ended with code 3 before it could report.'] })
  })

  it('is stopped with everything it started when it hangs', async () => {
    const root = folderWith({
      'hang.mjs': `import { spawn } from 'node:child_process'
        import { writeFileSync } from 'node:fs'
        const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' })
        writeFileSync('pid', String(child.pid))
        for (;;);`,
    })
    const hanging = { name: 'unit', args: () => [join(root, 'hang.mjs')], read: readVitest, limitMs: 10_000 }
    const result = await runSuite(hanging, { root, env: process.env, results: join(root, 'results') })
    expect(result).toEqual({ passed: 0, problems: [expect.stringContaining('did not end within')] })
    expect(isRunning(Number(readFileSync(join(root, 'pid'), 'utf8')))).toBe(false)
  })

  it('counts what ran in a browser', async () => {
    const { env } = await findOrInstallParts()
    const reporter = join(import.meta.dirname, 'elements-reporter.mjs')
    const chrome = join(repository, 'packages/elements/node_modules/@web/test-runner-chrome/index.mjs')
    const root = folderWith({
      'config.mjs': `import { countingReporter } from ${JSON.stringify(reporter)}
        import { chromeLauncher } from ${JSON.stringify(chrome)}
        export default {
          files: '*.test.js',
          browsers: [chromeLauncher({ launchOptions: { args: ['--no-sandbox'] } })],
          reporters: [countingReporter(process.env.TEST_RESULTS_FILE)],
        }`,
      'a.test.js': `it('runs', () => {}); describe('inside', () => { it('fails', () => { throw new Error('no') }); it.skip('sleeps', () => {}) })`,
      'b.test.js': "import './gone.js'",
    })
    const args = () => ['node_modules/@web/test-runner/dist/bin.js', '--config', 'config.mjs']
    const read = (counts: { passed: number; failures: string[]; skipped: number }) => counts
    const result = await runSuite({ name: 'elements', args, read, limitMs: 200_000 }, { root, env, results: join(root, 'results') })
    expect(result).toEqual({
      passed: 1,
      problems: ['fails: no', expect.stringMatching(/b\.test\.js: Could not import/), expect.stringContaining('skipped 1')],
    })
  })
})
