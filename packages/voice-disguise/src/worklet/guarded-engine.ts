import { createEngine, type Engine } from '../engine/create-engine.ts'
import { createGate, type ShutReason } from '../gate.ts'
import type { Voice } from '../voice.ts'
import { createLoadMeter } from './load-meter.ts'
import type { PageMessage, ProcessorOptions, WorkletMessage } from './protocol.ts'

/** The surroundings of a processor. */
export type GuardedEngineOptions = ProcessorOptions & {
  /** Hz */
  readonly sampleRate: number
  readonly post: (message: WorkletMessage) => void
  /** Milliseconds from any start. */
  readonly clock: () => number
}

/** An engine behind its gate. Nothing it is given can make it throw or pass sound that is not disguised. */
export type GuardedEngine = {
  /**
   * Fills the output with disguised sound or exact silence.
   * @param input absent where nothing is connected
   * @returns false once it will be silent for ever
   */
  process(input: Float32Array | undefined, output: Float32Array): boolean
  receive(message: PageMessage): void
}

const HEARTBEAT_SECONDS = 0.05
const LEARNED_EVERY = 20 // heartbeats

/**
 * Joins engine and gate, answers the page and tells it how things are.
 * @throws RangeError for a voice or sample rate out of range, or anything but a seed
 */
export function createGuardedEngine(options: GuardedEngineOptions): GuardedEngine {
  const { sampleRate, seed, post, clock } = options
  const gate = createGate(sampleRate)
  const load = createLoadMeter(sampleRate)
  const time = { now: 0, engineStart: 0, toldAt: 0, told: 0 }
  const power = { in: 0.5, out: 0.5 }
  let voice: Voice = options.voice
  let engine: Engine = createEngine({ sampleRate, voice, seed, learned: options.learned })
  let simplified = false
  let generation = 0
  let toldShut: ShutReason | undefined
  let nothing = new Float32Array(0)

  function fail(error: unknown) {
    gate.shutForEver('failed')
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  }

  function disguise(input: Float32Array, output: Float32Array) {
    engine.process(input, output)
    const lockedFrom = engine.lockedFrom()
    if (lockedFrom !== undefined) gate.openFrom(time.engineStart + lockedFrom)
    gate.apply(output, time.now)
    for (let i = 0; i < input.length; i++) power.in += (input[i] ?? 0) ** 2
    for (let i = 0; i < output.length; i++) power.out += (output[i] ?? 0) ** 2
  }

  /** Under strain the disguise becomes simpler; when even that is too much, it falls silent. */
  function breathe() {
    if (load.overloaded() && simplified) gate.shutForEver('overload')
    if (!load.strained() || simplified) return
    simplified = true
    engine.simplify()
    load.restart()
  }

  function tell() {
    const shut = gate.shut(time.now)
    const samples = time.now - time.toldAt
    if (samples < HEARTBEAT_SECONDS * sampleRate && shut === toldShut) return
    post({
      type: 'heartbeat',
      generation,
      shut,
      levelIn: level(power.in, samples),
      levelOut: level(power.out, samples),
      load: load.share(),
      simplified,
      ...(++time.told % LEARNED_EVERY === 0 ? { learned: engine.learned() } : {}),
    })
    time.toldAt = time.now
    toldShut = shut
    power.in = 0
    power.out = 0
  }

  function obey(message: PageMessage) {
    switch (message.type) {
      case 'heartbeat':
        return gate.heartbeat(time.now)
      case 'voice':
        engine.setVoice(message.voice)
        voice = message.voice
        return
      case 'relock':
        gate.relock()
        engine = createEngine({ sampleRate, voice, seed, learned: engine.learned() })
        if (simplified) engine.simplify()
        time.engineStart = time.now
        generation = message.generation
        return
      case 'silence':
        return gate.shutForEver('silenced')
      default:
        throw new Error('The page sent a message the disguise does not know. Serve the worklet and the page from the same version.')
    }
  }

  return {
    process(input, output) {
      const start = clock()
      try {
        if (gate.ended()) {
          output.fill(0)
          return false
        }
        if (nothing.length !== output.length) nothing = new Float32Array(output.length)
        disguise(input ?? nothing, output)
        time.now += output.length
        load.add(start, clock(), output.length)
        breathe()
        tell()
      } catch (error) {
        output.fill(0)
        fail(error)
      }
      return !gate.ended()
    },
    receive(message) {
      try {
        obey(message)
      } catch (error) {
        fail(error)
      }
    },
  }
}

/** Root mean square; 0 where the sound was not a number. */
const level = (sum: number, samples: number): number => Math.min(1, Math.sqrt(sum / samples)) || 0
