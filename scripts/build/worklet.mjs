import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** An AudioWorklet is loaded by address, so it is one file with all it needs. */
const worklet = 'packages/voice-disguise/src/worklet/disguise-worklet.ts'

/** Writes `packages/voice-disguise/dist/disguise-worklet.js`. */
export async function buildWorklet(root) {
  if (!existsSync(join(root, worklet))) return
  const outfile = join(root, 'packages/voice-disguise/dist/disguise-worklet.js')
  await build({
    entryPoints: [join(root, worklet)],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    logLevel: 'error',
  })
}
