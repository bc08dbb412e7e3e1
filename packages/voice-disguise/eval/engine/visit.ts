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
  /** What the engine hears before they enter, for example at the microphone check; nobody else does. */
  readonly before?: Float32Array
}

/** What the room hears, on the clock of the speech: the engine's delay is taken out. */
export type Visit = { readonly heard: Float32Array; readonly engine: Engine; readonly cpuSeconds: number }

const QUANTUM = 128 // what an AudioWorklet gets at a time

/** Plays speech to a fresh engine behind the product's own gate, a quantum at a time, as the worklet does. */
export function visit({ sampleRate, voice, seed, speech, before = new Float32Array(0) }: VisitOptions): Visit {
  const engine = createEngine({ sampleRate, voice, seed })
  const gate = createGate(sampleRate)
  const discarded = before.length + engine.latencySamples
  const sound = new Float32Array(Math.ceil((discarded + speech.length) / QUANTUM) * QUANTUM)
  sound.set(before)
  sound.set(speech, before.length)
  const start = process.cpuUsage()
  for (let now = 0; now < sound.length; now += QUANTUM) {
    const block = sound.subarray(now, now + QUANTUM)
    engine.process(block, block)
    gate.heartbeat(now)
    gate.openFrom(engine.lockedFrom() ?? Number.POSITIVE_INFINITY)
    gate.apply(block, now)
  }
  const { user, system } = process.cpuUsage(start)
  return { heard: sound.subarray(discarded, discarded + speech.length), engine, cpuSeconds: (user + system) / 1e6 }
}
