import { createDisguise, type Learned, type Seed, type Voice } from '@sanctuary/voice-disguise'
import { atom } from 'nanostores'
import type { Store } from '../room-context.ts'
import type { HearingMyself } from './audio-feature.ts'
import { createSpeaker } from './speaker.ts'
import type { Tape } from './tape.ts'
import { until } from './until.ts'

/** Hearing one's own voice as others hear it. It goes to this page's speakers and nowhere else. */
export interface SelfHearing {
  readonly $how: Store<HearingMyself>
  set(how: HearingMyself): void
  /** What the loop wears from now on. */
  setVoice(voice: Voice): void
  close(): void
}

/**
 * The loop has a disguise of its own, so that the tape never meets the track that is sent.
 * @param options.live - what others hear at this moment
 * @param options.tape - the microphone's last seconds
 * @param options.learned - what is known of the speaker, for the loop to begin with
 * @param options.follow - lets an element play where sound comes out; returns what ends that
 */
export function createSelfHearing(options: {
  context: AudioContext
  worklet: string
  seed: Seed
  voice: Voice
  live: AudioNode
  tape: Tape
  learned: () => Learned | undefined
  follow: (element: HTMLMediaElement) => () => void
}): SelfHearing {
  const { context, worklet, seed, live, tape, follow } = options
  const $how = atom<HearingMyself>('off')
  const speaker = createSpeaker(context, follow)
  let { voice } = options
  let wearing = (_: Voice) => {}
  let ending = new AbortController()

  function hearLive({ signal }: AbortController) {
    live.connect(speaker.node)
    signal.addEventListener('abort', () => live.disconnect(speaker.node))
  }

  async function hearLoop({ signal }: AbortController) {
    await until(tape.$full, (full) => full, signal)
    const source = new AudioBufferSourceNode(context, { buffer: bufferOf(tape.read(), context), loop: true })
    const disguise = createDisguise({ context, workletUrl: worklet, seed, voice, learned: options.learned() })
    wearing = disguise.setVoice
    disguise.onState(({ phase, reason }) => {
      const isStalled = phase === 'gated' && reason === 'heartbeat-lost' // it comes back by itself
      if (reason && !isStalled) set('off')
    })
    source.connect(disguise.node)
    disguise.output.connect(speaker.node)
    source.start()
    signal.addEventListener('abort', () => {
      wearing = () => {}
      source.stop()
      source.disconnect()
      disguise.close()
    })
  }

  function loop(mine: AbortController) {
    hearLoop(mine).catch(() => {
      if (!mine.signal.aborted) set('off') // else it ended while the tape was still filling
    })
  }

  function set(how: HearingMyself) {
    if (how === $how.get()) return
    ending.abort()
    ending = new AbortController()
    speaker.setOn(how !== 'off')
    if (how === 'live') hearLive(ending)
    $how.set(how)
    if (how === 'loop') loop(ending)
  }

  return {
    $how,
    set,
    setVoice(next) {
      voice = next
      wearing(next)
    },
    close() {
      set('off')
      speaker.close()
    },
  }
}

const seamSeconds = 0.01

/** The same sound with soft ends, so that the loop's seam does not click. */
function bufferOf(samples: Float32Array, { sampleRate }: BaseAudioContext): AudioBuffer {
  const seam = seamSeconds * sampleRate
  const soft = samples.map((sample, at) => sample * Math.min(1, at / seam, (samples.length - 1 - at) / seam))
  const buffer = new AudioBuffer({ length: soft.length, sampleRate })
  buffer.copyToChannel(soft as Float32Array<ArrayBuffer>, 0)
  return buffer
}
