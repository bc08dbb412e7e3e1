/**
 * Prints the normaliser's common curve as normaliser.ts has it: the long-term spectrum of voiced speech behind the veil's other
 * stages, dB in each band, on average over recordings. Take only readers that nothing is reported on.
 * `npx tsx --conditions=source common-curve.ts recording.wav…`
 */
import { createEngine } from '../../src/engine/create-engine.ts'
import { drawVoice } from '../../src/voice-choice.ts'
import { jobSeed } from './job-seed.ts'
import { readWav } from './wav.ts'

const curves = process.argv.slice(2).map((path, index) => {
  const seed = jobSeed(index)
  const { sampleRate, samples } = readWav(path)
  const voice = { ...drawVoice({ mode: 'veil' }, seed), normalise: 0, bumps: undefined }
  const engine = createEngine({ sampleRate, voice, seed })
  engine.process(samples, samples)
  return engine.learned()
})
const mean = curves[0]?.map((_, band) => curves.reduce((sum, curve) => sum + (curve[band] ?? 0), 0) / curves.length) ?? []
console.log(mean.map((db) => db.toFixed(1)).join(', '))
