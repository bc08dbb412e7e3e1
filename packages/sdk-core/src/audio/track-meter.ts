import { createLevelMeter, type LevelMeter } from './level-meter.ts'

/**
 * Measures a track of someone else's, in whichever graph is in use: one that was closed never runs again.
 * @param context - the graph in use now
 */
export function createTrackMeter(track: MediaStreamTrack, context: () => AudioContext): LevelMeter {
  const stream = new MediaStream([track])
  let graph: AudioContext | undefined
  let meter: LevelMeter | undefined
  return {
    read() {
      if (!meter || graph !== context()) {
        meter?.close()
        graph = context()
        meter = createLevelMeter(new MediaStreamAudioSourceNode(graph, { mediaStream: stream }))
      }
      return meter.read()
    },
    close: () => meter?.close(),
  }
}
