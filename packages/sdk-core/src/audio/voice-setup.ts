import { SanctuaryError } from '@sanctuary/protocol'
import type { Voice } from '@sanctuary/voice-disguise'
import { createDevices, type MicrophoneList } from './devices.ts'
import { createMicrophone, type RawMicrophone } from './microphone.ts'
import { createVoicePath, type VoicePath } from './voice-path.ts'

/** A microphone and the disguise it leads into: the only way a voice takes. */
export interface VoiceSetup {
  readonly microphone: RawMicrophone
  readonly path: VoicePath
  readonly list: MicrophoneList
  /** Lets everything go. */
  close(): void
}

/**
 * Ties the microphone to the disguise.
 * @param options.context - the graph both live in; stays open when the setup closes
 * @param options.worklet - address of the disguise's worklet
 * @param options.seed - drawn once per visit; the same for every setup of the visit
 * @throws INSECURE_CONTEXT where browsers give neither microphone nor worklets
 */
export function createVoiceSetup(options: { context: AudioContext; worklet: string; seed: number; voice: Voice }): VoiceSetup {
  if (!globalThis.isSecureContext) throw new SanctuaryError('INSECURE_CONTEXT')
  const path = createVoicePath(options)
  const list = createDevices()
  const microphone = createMicrophone({
    onTrack(track) {
      try {
        path.connect(track)
      } catch (cause) {
        // Firefox does not join a microphone to a context of another sample rate.
        throw new SanctuaryError('DISGUISE_FAILED', { cause })
      }
    },
  })
  const off = microphone.$input.listen(({ state }) => {
    if (state === 'open') void list.refresh()
  })
  return {
    microphone,
    path,
    list,
    close() {
      off()
      microphone.close()
      list.close()
      path.close()
    },
  }
}
