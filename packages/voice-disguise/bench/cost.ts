/**
 * What the disguise costs: `npx tsx --conditions=source packages/voice-disguise/bench/cost.ts`
 * One minute of vowels, consonants and pauses in quanta of 128 samples at 48 kHz, after a warm-up. Compare runs on an idle machine only.
 */
import { cpus, loadavg } from 'node:os'
import { createEngine } from '../src/engine/create-engine.ts'
import { seedOf } from '../src/testing/seed-of.ts'
import { joined, noise, synthesizeVowel, vowels } from '../src/testing/vowel.ts'
import { drawVoice } from '../src/voice-choice.ts'

const sampleRate = 48_000
const quantum = 128
const seconds = 60

const speech = joined(
  synthesizeVowel({ pitchHz: (t) => 120 + 25 * Math.sin(5 * t), seconds: 0.9 }),
  noise(0.12 * sampleRate, 0.1),
  synthesizeVowel({ pitchHz: (t) => 210 - 40 * t, seconds: 0.8, formantsHz: vowels.i }),
  new Float32Array(0.2 * sampleRate),
)
const quanta = Array.from({ length: Math.floor(speech.length / quantum) }, (_, i) => speech.subarray(i * quantum, (i + 1) * quantum))
const seed = seedOf(1)
const engine = createEngine({ sampleRate, voice: drawVoice({ mode: 'veil' }, seed), seed })
const output = new Float32Array(quantum)

/** Milliseconds each quantum of some seconds of sound took. */
function run(duration: number): Float64Array {
  const times = new Float64Array(Math.floor((duration * sampleRate) / quantum))
  for (let i = 0; i < times.length; i++) {
    const input = quanta[i % quanta.length] ?? output
    const start = performance.now()
    engine.process(input, output)
    times[i] = performance.now() - start
  }
  return times
}

run(10)
const before = process.cpuUsage()
const times = run(seconds)
const cpu = process.cpuUsage(before)
times.sort()
const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0).toFixed(3)
console.log(
  [
    `node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`,
    `share of one core: ${((cpu.user + cpu.system) / 1e6 / seconds).toFixed(4)} (bar 0.025)`,
    `a quantum of ${quantum}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (bar 0.5), longest ${at(1)} ms (bar 2.67)`,
    `latency: ${((1000 * engine.latencySamples) / sampleRate).toFixed(2)} ms (bar 47)`,
  ].join('\n'),
)
