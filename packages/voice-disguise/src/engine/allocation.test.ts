import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { seedOf } from '../testing/seed-of.ts'
import { joined, noise, synthesizeVowel } from '../testing/vowel.ts'
import { drawVoice } from '../voice-choice.ts'

const quantum = 128
const sound = joined(
  noise(4000, 0.02),
  synthesizeVowel({ pitchHz: (t) => 130 + 40 * Math.sin(9 * t), seconds: 0.4 }),
  noise(3000, 0.2),
  synthesizeVowel({ pitchHz: 210, seconds: 0.2 }),
)
const quanta = Array.from({ length: Math.floor(sound.length / quantum) }, (_, i) => sound.subarray(i * quantum, (i + 1) * quantum))

/** The engine as a page gets it: bundled, so that what the test runner adds to each import is not measured. */
async function bundledEngine(): Promise<typeof import('./create-engine.ts')> {
  const entry = fileURLToPath(new URL('create-engine.ts', import.meta.url))
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')}`)
}

test('a minute of sound allocates less than the smallest object for each quantum', async () => {
  const { createEngine } = await bundledEngine()
  const engine = createEngine({ sampleRate: 48_000, voice: drawVoice({ mode: 'veil' }, seedOf(1)), seed: seedOf(1) })
  const output = new Float32Array(quantum)
  let processed = 0

  /** Bytes that came to the heap during a minute; what the collector took away meanwhile does not count against them. */
  function minute(): number {
    let bytes = 0
    let used = process.memoryUsage().heapUsed
    for (const end = processed + 60 * 48_000; processed < end; processed += quanta.length * quantum) {
      for (const input of quanta) engine.process(input, output)
      const now = process.memoryUsage().heapUsed
      bytes += Math.max(0, now - used)
      used = now
    }
    return bytes
  }

  const least = Math.min(minute(), minute(), minute(), minute()) // the compiler allocates until it has settled, the engine would in each
  const quantaInAMinute = (60 * 48_000) / quantum
  expect(least / quantaInAMinute).toBeLessThan(16)
})
