import type { Page } from '../page.ts'
import { createLevelMeter, type LevelMeter } from './level-meter.ts'
import { createSoundContext } from './sound-context.ts'

/** Says how loud the voices of others are. */
export interface TrackMeters {
  /** Measures a track until it is closed. One that cannot be measured counts as silent. */
  measure(track: MediaStreamTrack): LevelMeter
  close(): void
}

/** Loudness needs no fine graph: a sixth of the usual rate keeps all that makes a voice loud. */
const slow: AudioContextOptions = { sampleRate: 8000, latencyHint: 'playback' }
/** At the device's own rate. */
const usual: AudioContextOptions = { latencyHint: 'playback' }

/** Measures in a graph of its own. One that the browser closed never runs again, so another takes its place. */
export function createTrackMeters(page: Pick<Page, 'on'>): TrackMeters {
  let options = slow
  let sound = createSoundContext(page, options)
  let closed = false

  function renew() {
    void sound.close()
    sound = createSoundContext(page, options)
  }

  function context(): AudioContext {
    if (sound.context.state === 'closed' && !closed) renew()
    return sound.context
  }

  function meterOf(mediaStream: MediaStream): LevelMeter | undefined {
    try {
      return createLevelMeter(new MediaStreamAudioSourceNode(context(), { mediaStream }))
    } catch (error) {
      if (options === usual || (error as DOMException).name !== 'NotSupportedError') return undefined
      // Some browsers take tracks at the device's own rate only.
      options = usual
      renew()
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
          if (graph !== context()) {
            meter?.close()
            meter = meterOf(stream)
            graph = context()
          }
          return meter?.read() ?? Number.NEGATIVE_INFINITY
        },
        close: () => meter?.close(),
      }
    },
    close() {
      closed = true
      void sound.close()
    },
  }
}
