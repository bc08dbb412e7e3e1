import { createDisguise, type Voice } from '@sanctuary/voice-disguise'
import { atom } from 'nanostores'
import type { Store } from '../room-context.ts'
import type { Disguise } from './audio-feature.ts'
import { createLevelMeter } from './level-meter.ts'

/**
 * The way of a voice through Web Audio:
 * microphone → disguise (its own gate and limiter inside) → gate → the track that is sent.
 * There is no way around the disguise.
 */
export interface VoicePath {
  readonly $disguise: Store<Disguise>
  /** Puts a raw track in, in place of the one before. The disguise stays the same one and shuts itself until it has locked on again. */
  connect(raw: MediaStreamTrack | undefined): void
  /** Lets the disguised voice out, or nothing. Shut at the beginning. */
  setOpen(open: boolean): void
  /** The disguised voice behind the gate; the only track that may leave this page. */
  track(): MediaStreamTrack
  setVoice(voice: Voice): void
  /** Plays the disguised voice to the person themselves. */
  hear(on: boolean): void
  /** Level of the microphone, in dB below full scale. */
  inputLevel(): number
  /** Level of what is sent, in dB below full scale. */
  sentLevel(): number
  /** Starts the disguise again after it failed. */
  retry(): Promise<void>
  close(): Promise<void>
}

/** Long enough that opening and shutting does not click. */
const rampSeconds = 0.005

/** Builds the path in a running graph. */
export function createVoicePath(options: { context: AudioContext; worklet: string; seed: number; voice: Voice }): VoicePath {
  const { context, worklet, seed, voice } = options
  const $disguise = atom<Disguise>({ phase: 'starting' })
  const disguise = createDisguise({ context, workletUrl: worklet, seed, voice })
  const input = new GainNode(context)
  const gate = new GainNode(context, { gain: 0 })
  const sent = createLevelMeter(gate)
  const received = createLevelMeter(input)
  let source: MediaStreamAudioSourceNode | undefined
  let out = createOutput()
  let open = false
  let hearing = false

  input.connect(disguise.node)
  disguise.output.connect(gate)
  gate.connect(out)
  const show = () => $disguise.set({ ...disguise.state })
  const off = disguise.onState(show)
  show()

  /** Mono: one voice. A track can be ended by whoever holds it, so a fresh output takes its place. */
  function createOutput(): MediaStreamAudioDestinationNode {
    return new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: 'explicit' })
  }

  function outgoing(): MediaStreamTrack | undefined {
    return out.stream.getAudioTracks()[0]
  }

  return {
    $disguise,

    connect(raw) {
      source?.disconnect()
      source = raw && new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([raw]) })
      source?.connect(input)
    },

    setOpen(wish) {
      if (wish === open) return
      open = wish
      const now = context.currentTime
      gate.gain.cancelScheduledValues(now).setValueAtTime(gate.gain.value, now)
      gate.gain.linearRampToValueAtTime(open ? 1 : 0, now + rampSeconds)
    },

    track() {
      if (outgoing()?.readyState !== 'live') {
        gate.disconnect(out)
        out = createOutput()
        gate.connect(out)
      }
      const track = outgoing()
      if (!track) throw new Error('The browser gave the disguised voice no track.')
      return track
    },

    setVoice: (next) => disguise.setVoice(next),

    hear(on) {
      if (on === hearing) return
      hearing = on
      if (on) disguise.output.connect(context.destination)
      else disguise.output.disconnect(context.destination)
    },

    inputLevel: () => received.read(),
    sentLevel: () => sent.read(),

    async retry() {
      await disguise.retry()
    },

    async close() {
      off()
      this.hear(false)
      source?.disconnect()
      gate.disconnect()
      outgoing()?.stop()
      await disguise.close()
    },
  }
}
