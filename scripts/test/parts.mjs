import { existsSync, readdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { findProgram } from '../lib/find-program.mjs'
import { run } from '../lib/run.mjs'

const oldestPostgres = 15
const debianPostgres = '/usr/lib/postgresql'

/** What the tests run against for real. `find` returns the program, or undefined when it has to be installed. */
const parts = [
  { name: 'Chromium', debian: 'chromium', find: findChromium },
  { name: 'Redis', debian: 'redis-server', find: () => findProgram(['redis-server']) },
  { name: `PostgreSQL ${oldestPostgres} or newer`, debian: 'postgresql', find: findPostgres },
  { name: 'espeak-ng (speech for the fake microphone)', debian: 'espeak-ng', find: () => findProgram(['espeak-ng']) },
]

/**
 * Finds every part, installing what is missing where it may: as root on a system with apt-get.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, missing: string[] }>} the environment the suites run in, and one sentence per part
 *   that is still missing
 */
export async function findOrInstallParts() {
  const absent = parts.filter((part) => !part.find())
  if (absent.length > 0 && mayInstall()) await installDebian(absent.map((part) => part.debian))
  return { env: environment(), missing: parts.filter((part) => !part.find()).map(sentence) }
}

/** One sentence with the command that gets the part. */
const sentence = ({ name, debian }) => `The tests need ${name}, which is not here. Get it with: sudo apt-get install ${debian}`

const mayInstall = () => process.getuid?.() === 0 && findProgram(['apt-get']) !== undefined

async function installDebian(packages) {
  console.log(`Installing ${packages.join(', ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const aptGet = (...args) => run('apt-get', ['-qq', '-o=Dpkg::Use-Pty=0', ...args], { env })
  await aptGet('update')
  await aptGet('install', '--yes', '--no-install-recommends', ...packages)
}

/** CHROME_PATH is where browser tools look first; the server programs of Postgres are not on PATH on Debian. */
function environment() {
  const postgres = findPostgres()
  const path = [process.env.PATH, postgres && dirname(postgres)].filter(Boolean).join(delimiter)
  return { ...process.env, CHROME_PATH: findChromium(), PATH: path }
}

function findChromium() {
  const told = process.env.CHROME_PATH
  if (told && existsSync(told)) return told
  return (
    findProgram(['chromium', 'chromium-browser', 'google-chrome']) ??
    findProgram(['Google Chrome'], ['/Applications/Google Chrome.app/Contents/MacOS'])
  )
}

/** The server's `initdb`: the newest of Debian's folders, or the one on PATH. */
function findPostgres() {
  const versions = existsSync(debianPostgres)
    ? readdirSync(debianPostgres)
        .map(Number)
        .filter((version) => version >= oldestPostgres)
    : []
  const folders = versions.sort((a, b) => b - a).map((version) => join(debianPostgres, String(version), 'bin'))
  return findProgram(['initdb'], folders) ?? findProgram(['initdb'])
}
