import type { Page } from '../page.ts'
import { createLevelMeter, type LevelMeter } from './level-meter.ts'
import { createSoundContext, type SoundContext } from './sound-context.ts'

/** Says how loud the voices of others are. */
export interface TrackMeters {
  /** Measures a track for as long as it is not closed. */
  measure(track: MediaStreamTrack): LevelMeter
  close(): void
}

// Loudness needs neither a fine graph nor one that is heard. At the usual rate, beside one's own, twelve voices cost 0.02 of a core; so, nothing that can be told from playing them.
const frugal = { sampleRate: 8000, latencyHint: 'playback', sinkId: { type: 'none' } } as AudioContextOptions // older DOM types know no sinkId

/** Measures in a graph of its own, which is there from the first track on. One that was closed never runs again, so another takes its place. */
export function createTrackMeters(page: Pick<Page, 'on'>): TrackMeters {
  let sound: SoundContext | undefined
  let options = frugal

  function context(): AudioContext {
    if (sound?.context.state === 'closed') forget()
    sound ??= createSoundContext(page, options)
    return sound.context
  }

  function forget() {
    void sound?.close()
    sound = undefined
  }

  function meterOf(mediaStream: MediaStream): LevelMeter {
    try {
      return createLevelMeter(new MediaStreamAudioSourceNode(context(), { mediaStream }))
    } catch (error) {
      if (options !== frugal) throw error
      // Firefox takes tracks at the device's own rate only.
      options = {}
      forget()
      return meterOf(mediaStream)
    }
  }

  return {
    measure(track) {
      const stream = new MediaStream([track])
      let graph: AudioContext | undefined
      let meter: LevelMeter | undefined
      return {
        read() {
          if (!meter || graph !== context()) {
            meter?.close()
            meter = meterOf(stream)
            graph = context()
          }
          return meter.read()
        },
        close: () => meter?.close(),
      }
    },
    close: forget,
  }
}
