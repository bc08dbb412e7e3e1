import type { Seed, VoiceChoice } from '@sanctuary/voice-disguise'
import type { DeviceList } from './devices.ts'
import type { Output } from './output.ts'
import type { SoundContext } from './sound-context.ts'
import type { VoiceSetup } from './voice-setup.ts'

/** What the microphone check hands to the room: a tuned disguise, and what it was drawn from. */
export interface PreparedVoice {
  readonly sound: SoundContext
  readonly setup: VoiceSetup
  readonly seed: Seed
  readonly output: Output
  readonly list: DeviceList
  /** What was chosen last. */
  choice(): VoiceChoice
  /** The room has it now. */
  taken(): void
  /** Nobody wants it any more. */
  discard(): void
}

const key = 'audio.voice'

/**
 * Leaves a prepared voice for the next room. An earlier one is discarded.
 * @returns what discards it, unless it was taken
 */
export function leavePreparedVoice(prepared: Map<string, unknown>, voice: PreparedVoice): () => void {
  discardPreparedVoice(prepared)
  prepared.set(key, voice)
  return () => {
    if (prepared.get(key) === voice) discardPreparedVoice(prepared)
  }
}

/** Takes what was left, once. */
export function takePreparedVoice(prepared: Map<string, unknown>): PreparedVoice | undefined {
  const voice = prepared.get(key) as PreparedVoice | undefined // only leavePreparedVoice writes under this key
  prepared.delete(key)
  voice?.taken()
  return voice
}

function discardPreparedVoice(prepared: Map<string, unknown>): void {
  const voice = prepared.get(key) as PreparedVoice | undefined
  prepared.delete(key)
  voice?.discard()
}
