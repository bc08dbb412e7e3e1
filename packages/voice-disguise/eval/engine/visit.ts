import { createEngine, type Engine } from '../../src/engine/create-engine.ts'
import { createGate } from '../../src/gate.ts'
import type { Voice } from '../../src/voice.ts'

/** Someone speaks in a room for a while. */
export type VisitOptions = {
  readonly sampleRate: number
  readonly voice: Voice
  readonly seed: number
  /** What they say, as the microphone has it. */
  readonly speech: Float32Array
  /** What they say at the microphone check before they enter; nobody hears it, and the engine of the visit knows what was learned from it. */
  readonly before?: Float32Array
}

/** What the room hears, on the clock of the speech: the engine's delay is taken out. */
export type Visit = { readonly heard: Float32Array; readonly engine: Engine; readonly cpuSeconds: number }

const QUANTUM = 128 // what an AudioWorklet gets at a time

/** Plays speech to a fresh engine behind the product's own gate, a quantum at a time, as the worklet does. */
export function visit({ sampleRate, voice, seed, speech, before }: VisitOptions): Visit {
  const learned = before && learnedFrom({ sampleRate, voice, seed, speech: before })
  const engine = createEngine({ sampleRate, voice, seed, learned })
  const gate = createGate(sampleRate)
  const sound = padded(speech, engine.latencySamples)
  const start = process.cpuUsage()
  for (let now = 0; now < sound.length; now += QUANTUM) {
    const block = sound.subarray(now, now + QUANTUM)
    engine.process(block, block)
    gate.heartbeat(now)
    gate.openFrom(engine.lockedFrom() ?? Number.POSITIVE_INFINITY)
    gate.apply(block, now)
  }
  const { user, system } = process.cpuUsage(start)
  return { heard: sound.subarray(engine.latencySamples, engine.latencySamples + speech.length), engine, cpuSeconds: (user + system) / 1e6 }
}

/** What the engine of a microphone check hands to that of the visit. */
function learnedFrom({ sampleRate, voice, seed, speech }: VisitOptions) {
  const engine = createEngine({ sampleRate, voice, seed })
  const sound = padded(speech, engine.latencySamples)
  engine.process(sound, sound)
  return engine.learned()
}

/** With as much silence after it as brings its end out of the engine, in whole quanta. */
function padded(speech: Float32Array, silence: number): Float32Array {
  const sound = new Float32Array(Math.ceil((speech.length + silence) / QUANTUM) * QUANTUM)
  sound.set(speech)
  return sound
}
