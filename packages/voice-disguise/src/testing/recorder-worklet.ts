declare const registerProcessor: (name: string, processor: new () => AudioWorkletProcessor) => void
declare const currentFrame: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

/** A quantum of sound, and the number of the context's sample it begins with. */
export type Recorded = { readonly frame: number; readonly sound: Float32Array }

/** Sends every sample it hears to the page. Where nothing arrives it sends zeros. */
class Recorder extends AudioWorkletProcessor {
  process([input]: Float32Array[][]): boolean {
    this.port.postMessage({ frame: currentFrame, sound: input?.[0] ?? new Float32Array(128) } satisfies Recorded)
    return true
  }
}

registerProcessor('recorder', Recorder)
