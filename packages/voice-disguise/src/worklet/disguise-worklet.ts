import { createGuardedEngine, type GuardedEngine } from './guarded-engine.ts'
import { type PageMessage, PROCESSOR_NAME, type ProcessorOptions } from './protocol.ts'

// What an AudioWorkletGlobalScope has; TypeScript's DOM library leaves it out.
declare const sampleRate: number
declare const registerProcessor: (
  name: string,
  processor: new (options: { processorOptions: ProcessorOptions }) => AudioWorkletProcessor,
) => void
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

/** The disguise on the audio thread. Built into one file, `dist/disguise-worklet.js`, that a page serves from its own origin. */
class DisguiseProcessor extends AudioWorkletProcessor {
  readonly #engine: GuardedEngine

  constructor({ processorOptions }: { processorOptions: ProcessorOptions }) {
    super()
    this.#engine = createGuardedEngine({
      ...processorOptions,
      sampleRate,
      post: (message) => this.port.postMessage(message),
      clock: Date.now,
    })
    this.port.onmessage = (event: MessageEvent<PageMessage>) => this.#engine.receive(event.data)
  }

  process(inputs: readonly Float32Array[][], outputs: readonly Float32Array[][]): boolean {
    const output = outputs[0]?.[0]
    return output ? this.#engine.process(inputs[0]?.[0], output) : true
  }
}

registerProcessor(PROCESSOR_NAME, DisguiseProcessor)
