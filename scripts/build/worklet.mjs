import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from '../lib/bundle.mjs'

const worklet = 'packages/voice-disguise/src/worklet/disguise-worklet.ts'

/** Writes `packages/voice-disguise/dist/disguise-worklet.js`: an AudioWorklet is loaded by address, so it is one file with all it needs. */
export async function buildWorklet(root) {
  if (!existsSync(join(root, worklet))) return
  await bundle(root, { entryPoints: [worklet], outfile: 'packages/voice-disguise/dist/disguise-worklet.js' })
}
