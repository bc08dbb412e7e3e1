/** How loud something is right now. */
export interface LevelMeter {
  /** Root mean square of the last 32 to 46 ms, in dB below full scale; −∞ for silence. */
  read(): number
  close(): void
}

const SECONDS = 0.043

/** Measures what a node of Web Audio puts out, without passing it on. */
export function createLevelMeter(source: AudioNode): LevelMeter {
  const { context } = source
  const analyser = new AnalyserNode(context, { fftSize: 2 ** Math.round(Math.log2(SECONDS * context.sampleRate)) })
  const samples = new Float32Array(analyser.fftSize)
  source.connect(analyser)
  return {
    read() {
      analyser.getFloatTimeDomainData(samples)
      return decibels(samples)
    },
    close: () => source.disconnect(analyser),
  }
}

/** Level of a stretch of samples, in dB below full scale. */
export function decibels(samples: Float32Array): number {
  let energy = 0
  for (const sample of samples) energy += sample * sample
  return 10 * Math.log10(energy / samples.length)
}
