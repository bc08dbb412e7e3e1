import { createEngine, type Engine } from '../../src/engine/create-engine.ts'
import { createGate } from '../../src/gate.ts'
import type { Seed } from '../../src/seed.ts'
import type { Voice } from '../../src/voice.ts'

/** Someone speaks in a room for a while. */
export type VisitOptions = {
  readonly sampleRate: number
  readonly voice: Voice
  readonly seed: Seed
  /** What they say, as the microphone has it. */
  readonly speech: Float32Array
  /** What they say at the microphone check before they enter; nobody hears it. */
  readonly before?: Float32Array
}

/** What the room hears, on the clock of the speech: the engine's delay is taken out. */
export type Visit = { readonly heard: Float32Array; readonly engine: Engine; readonly cpuSeconds: number }

const QUANTUM = 128 // what an AudioWorklet gets at a time
const PAUSE_SECONDS = 1 // from the microphone check to the first word in the room

/**
 * Plays speech to a fresh engine behind the product's own gate, a quantum at a time, as the worklet does. Who spoke at the microphone
 * check takes that very engine into the room; who did not comes with one that knows nothing yet, and its gate opens during the first word.
 */
export function visit({ sampleRate, voice, seed, speech, before }: VisitOptions): Visit {
  const engine = createEngine({ sampleRate, voice, seed })
  const gate = createGate(sampleRate)
  const clock = { now: 0 }
  const play = (sound: Float32Array) => {
    for (let at = 0; at < sound.length; at += QUANTUM) {
      const block = sound.subarray(at, at + QUANTUM)
      engine.process(block, block)
      gate.heartbeat(clock.now)
      gate.openFrom(engine.lockedFrom() ?? Number.POSITIVE_INFINITY)
      gate.apply(block, clock.now)
      clock.now += block.length
    }
  }
  if (before) play(padded(before, sampleRate * PAUSE_SECONDS))
  const sound = padded(speech, engine.latencySamples)
  const start = process.cpuUsage()
  play(sound)
  const { user, system } = process.cpuUsage(start)
  return { heard: sound.subarray(engine.latencySamples, engine.latencySamples + speech.length), engine, cpuSeconds: (user + system) / 1e6 }
}

/** With as much silence after it as brings its end out of the engine, in whole quanta. */
function padded(speech: Float32Array, silence: number): Float32Array {
  const sound = new Float32Array(Math.ceil((speech.length + silence) / QUANTUM) * QUANTUM)
  sound.set(speech)
  return sound
}
