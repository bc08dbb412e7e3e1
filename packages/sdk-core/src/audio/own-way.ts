import { fade, fadeSeconds } from './fade.ts'

/**
 * The way of one's own voice around the disguise: microphone → limiter → gate → what is sent. It is built after consent and taken down
 * with it; nothing else leads around the disguise.
 */
export interface OwnWay {
  /** What others hear of it while the gate is open. */
  readonly voice: AudioNode
  setOpen(open: boolean): void
  /** Silence within one quantum and a fade, for good. */
  close(): void
}

/** What the disguise takes: with the same delay a key pressed or released late cuts no word here either. */
const delaySeconds = 0.045
const limiter = { threshold: -6, knee: 0, ratio: 20, attack: 0.003, release: 0.1 } as const

/** @param input - the microphone @param output - what leads to the track that is sent */
export function createOwnWay(context: BaseAudioContext, input: AudioNode, output: AudioNode): OwnWay {
  const delay = new DelayNode(context, { delayTime: delaySeconds, channelCount: 1, channelCountMode: 'explicit' })
  const voice = new DynamicsCompressorNode(context, limiter)
  const gate = new GainNode(context, { gain: 0 })
  input.connect(delay).connect(voice).connect(gate).connect(output)
  return {
    voice,
    setOpen: (open) => fade(gate.gain, context, open ? 1 : 0),
    close() {
      fade(gate.gain, context, 0)
      input.disconnect(delay)
      setTimeout(() => gate.disconnect(), 4000 * fadeSeconds)
    },
  }
}
