import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('../testing/measure-allocation.ts', import.meta.url))

/**
 * Bundled, as a page gets the engine, and in a process of one thread: when functions are compiled and what becomes part of what depends
 * on the program alone then, not on how busy the machine is.
 */
test('a minute of sound allocates less than the smallest object for each quantum', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanctuary-allocation-'))
  try {
    const outfile = join(folder, 'program.mjs')
    await build({ entryPoints: [program], bundle: true, format: 'esm', platform: 'node', conditions: ['source'], outfile })
    const bytes = Number(execFileSync(process.execPath, ['--single-threaded', outfile], { encoding: 'utf8' }))
    expect(bytes).toBeLessThan(16)
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 60_000)
