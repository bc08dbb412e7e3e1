import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lock } from 'proper-lockfile'

/**
 * Makes sure that there is an empty database to copy, and says where. Making one takes some 3 s, copying it a tenth of that, so it is made
 * once for each version of the embedded database. A build step may call this so that the first start is fast, too.
 * @param cache - folder for things that can be made anew
 */
export async function prepareTemplate(cache: string): Promise<string> {
  const template = join(cache, `database-${await engineVersion()}`)
  if (existsSync(template)) return template
  await mkdir(cache, { recursive: true, mode: 0o700 })
  const release = await lock(template, { realpath: false, retries: { retries: 120, factor: 1, minTimeout: 250, maxTimeout: 250 } })
  try {
    if (existsSync(template)) return template // another process was faster
    await makeFiles(template)
    return template
  } finally {
    await release()
  }
}

/** Makes a database of one's own where there is no template. Whole or not at all. */
export async function makeFiles(files: string): Promise<void> {
  const made = `${files}.new`
  await rm(made, { recursive: true, force: true })
  await makeDatabase(made)
  await rename(made, files)
}

/** In a process of its own: initdb needs some 700 MB, and a process gives all of it back. */
function makeDatabase(folder: string): Promise<void> {
  const script = fileURLToPath(new URL('./make-template.mjs', import.meta.url))
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'ignore', 'pipe'] })
    let output = ''
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`Making an empty database failed: ${output.slice(-2000)}`))))
  })
}

async function engineVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const manifest = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}
