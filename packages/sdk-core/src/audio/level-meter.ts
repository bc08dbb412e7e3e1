/** How loud something is right now. */
export interface LevelMeter {
  /** Root mean square of the last 43 ms, in dB below full scale; −∞ for silence. */
  read(): number
  close(): void
}

/** Measures what a node of Web Audio puts out, without passing it on. */
export function createLevelMeter(source: AudioNode): LevelMeter {
  const analyser = new AnalyserNode(source.context, { fftSize: 2048 })
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
