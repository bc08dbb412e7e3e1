import { createDisguise, type DisguiseState, type Voice } from '@sanctuary/voice-disguise'
import { atom } from 'nanostores'
import type { Store } from '../room-context.ts'
import type { Disguise } from './audio-feature.ts'
import { createLevelMeter } from './level-meter.ts'

/**
 * The way of a voice through Web Audio: microphone → disguise (with a gate and a limiter of its own) → gate → the track that is sent.
 * There is no way around the disguise.
 */
export interface VoicePath {
  readonly $disguise: Store<Disguise>
  /** Puts a raw track in, in place of the one before. With another device the disguise shuts until it has locked on again. */
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
  close(): void
}

/** Long enough that opening and shutting does not click. */
const rampSeconds = 0.005

/**
 * Builds the path. One disguise serves through every device, mute and connection.
 * @param options.context - the graph to build it in
 */
export function createVoicePath(options: { context: AudioContext; worklet: string; seed: number; voice: Voice }): VoicePath {
  const { context, worklet, seed, voice } = options
  const $disguise = atom<Disguise>({ phase: 'starting' })
  const disguise = createDisguise({ context, workletUrl: worklet, seed, voice })
  const input = new GainNode(context)
  const gate = new GainNode(context, { gain: 0 })
  const received = createLevelMeter(input)
  const sent = createLevelMeter(gate)
  let out = createOutput(context)
  let source: MediaStreamAudioSourceNode | undefined
  let device: string | undefined
  let open = false
  let hearing = false

  input.connect(disguise.node)
  disguise.output.connect(gate).connect(out)

  const stops = [
    disguise.onState((state) => $disguise.set(describe(state))),
    // Its first word after loading: it runs, and waits for a voice.
    disguise.onLevel(() => {
      if (disguise.state.phase === 'starting' && $disguise.get().phase === 'starting') $disguise.set({ phase: 'gated' })
    }),
  ]

  /** A context that stood still has cost us the disguise; when it runs again, so may the disguise. */
  function wake() {
    if (context.state === 'running' && disguise.state.reason === 'context-suspended') void disguise.retry()
  }
  context.addEventListener('statechange', wake)

  function hear(on: boolean) {
    if (on === hearing) return
    hearing = on
    if (on) disguise.output.connect(context.destination)
    else disguise.output.disconnect(context.destination)
  }

  return {
    $disguise,

    connect(raw) {
      source?.disconnect()
      source = raw && new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([raw]) })
      source?.connect(input)
      if (!raw) return
      const { deviceId } = raw.getSettings()
      if (device !== undefined && device !== deviceId) disguise.relock()
      device = deviceId ?? 'unknown'
    },

    setOpen(wish) {
      if (wish === open) return
      open = wish
      const now = context.currentTime
      gate.gain.cancelScheduledValues(now).setValueAtTime(gate.gain.value, now)
      gate.gain.linearRampToValueAtTime(open ? 1 : 0, now + rampSeconds)
    },

    track() {
      if (outgoing(out).readyState !== 'live') {
        gate.disconnect(out)
        out = createOutput(context)
        gate.connect(out)
      }
      return outgoing(out)
    },

    setVoice: (next) => disguise.setVoice(next),
    hear,
    inputLevel: () => received.read(),
    sentLevel: () => sent.read(),
    retry: () => disguise.retry(),

    close() {
      for (const stop of stops) stop()
      context.removeEventListener('statechange', wake)
      hear(false)
      source?.disconnect()
      disguise.close()
      gate.disconnect()
      outgoing(out).stop()
    },
  }
}

/** A page that stalled for a moment comes back by itself: not worth alarming anyone. Whatever else shuts the disguise has a reason. */
function describe({ phase, reason }: DisguiseState): Disguise {
  return phase === 'gated' && reason === 'heartbeat-lost' ? { phase } : { phase, reason }
}

/** Mono: one voice. */
const createOutput = (context: AudioContext) =>
  new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: 'explicit' })

/** A track can be ended by whoever holds it; then a fresh output takes its place. */
function outgoing({ stream }: MediaStreamAudioDestinationNode): MediaStreamTrack {
  const [track] = stream.getAudioTracks()
  if (!track) throw new Error('The browser gave the disguised voice no track.')
  return track
}
