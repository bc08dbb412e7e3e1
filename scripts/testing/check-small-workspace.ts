import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createSmallWorkspace } from './small-workspace.ts'

const script = join(import.meta.dirname, '../check.mjs')

/**
 * Runs steps of `npm run check` on a small workspace.
 * @param steps - their names; none means all
 * @param changes - files that differ from one in which everything is as it should be
 */
export async function checkSmallWorkspace(steps: string[], changes: Record<string, string> = {}) {
  const folder = createSmallWorkspace(changes)
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--root', folder, ...steps], {
      env: { ...process.env, NO_COLOR: '1' },
    })
    return { code: 0, output: stdout }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string } // what execFile rejects with
    return { code, output: stdout + stderr }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
