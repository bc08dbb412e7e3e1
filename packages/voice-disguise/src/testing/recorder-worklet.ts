declare const registerProcessor: (name: string, processor: new () => AudioWorkletProcessor) => void
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

/** Sends every sample it hears to the page. Where nothing arrives it sends zeros. */
class Recorder extends AudioWorkletProcessor {
  process([input]: Float32Array[][]): boolean {
    this.port.postMessage(input?.[0] ?? new Float32Array(128))
    return true
  }
}

registerProcessor('recorder', Recorder)
