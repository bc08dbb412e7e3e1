import { createEngine } from '../engine/create-engine.ts'
import { drawVoice } from '../voice-choice.ts'
import { seedOf } from './seed-of.ts'
import { joined, noise, synthesizeVowel } from './vowel.ts'

/** A program of its own: prints how many bytes came to the heap for each quantum of the third minute of sound. */
const quantum = 128
const sampleRate = 48_000
const sound = joined(
  noise(4000, 0.02),
  synthesizeVowel({ pitchHz: (t) => 130 + 40 * Math.sin(9 * t), seconds: 0.4 }),
  noise(3000, 0.2),
  synthesizeVowel({ pitchHz: 210, seconds: 0.2 }),
)
const quanta = Array.from({ length: Math.floor(sound.length / quantum) }, (_, i) => sound.subarray(i * quantum, (i + 1) * quantum))
const engine = createEngine({ sampleRate, voice: drawVoice({ mode: 'veil' }, seedOf(1)), seed: seedOf(1) })
const output = new Float32Array(quantum)
const rounds = Math.ceil((60 * sampleRate) / quantum / quanta.length)

/** Bytes for each quantum during a minute; what the collector took away meanwhile does not count against them. */
function minute(): number {
  let bytes = 0
  let used = process.memoryUsage().heapUsed
  for (let round = 0; round < rounds; round++) {
    for (const input of quanta) engine.process(input, output)
    const now = process.memoryUsage().heapUsed
    bytes += Math.max(0, now - used)
    used = now
  }
  return bytes / (rounds * quanta.length)
}

minute()
minute() // until the compiler, which allocates as well, has settled
console.log(minute())
