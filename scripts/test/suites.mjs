import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../lib/run.mjs'
import { judge, readElements, readVitest } from './counts.mjs'

const minutes = (count) => count * 60_000

/** In the order they run: the quickest to tell what is wrong comes first. */
export const suites = [
  {
    name: 'unit',
    title: 'Unit tests, in Node',
    limitMs: minutes(30),
    args: (file) => vitest(file, '--project=!e2e'),
    read: readVitest,
  },
  {
    name: 'elements',
    title: 'Elements, in Chromium',
    limitMs: minutes(15),
    args: () => ['node_modules/@web/test-runner/dist/bin.js', '--config', 'scripts/test/elements.config.mjs'],
    read: readElements,
  },
  {
    name: 'e2e',
    title: 'End to end: server, media server and browsers',
    limitMs: minutes(25),
    args: (file) => vitest(file, '--project=e2e'),
    read: readVitest,
  },
]

/**
 * Runs one suite to its end or its time limit.
 * @returns {Promise<{ passed: number, problems: string[] }>} a suite that crashed, hung, ran nothing or skipped something
 *   has at least one problem, a sentence that says so
 */
export async function runSuite({ name, args, read, limitMs }, { root, env, results }) {
  const file = join(results, `${name}.json`)
  const ended = await run(process.execPath, args(file), { cwd: root, env: { ...env, TEST_RESULTS_FILE: file }, limitMs })
  const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : undefined
  return judge(counts, ended, limitMs)
}

const vitest = (file, project) => [
  'node_modules/vitest/vitest.mjs',
  'run',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${file}`,
]
