import { SanctuaryError } from '@sanctuary/protocol'
import type { Learned, Seed, Voice } from '@sanctuary/voice-disguise'
import type { Clock } from '../clock.ts'
import type { Page } from '../page.ts'
import type { DeviceList } from './devices.ts'
import { createMicrophone, type RawMicrophone } from './microphone.ts'
import type { Output } from './output.ts'
import { createSelfHearing, type SelfHearing } from './self-hearing.ts'
import { createTape, openWindow } from './tape.ts'
import { createVoicePath, type VoicePath } from './voice-path.ts'

/** A microphone and the disguise it leads into: the only way a voice takes. */
export interface VoiceSetup {
  readonly microphone: RawMicrophone
  readonly path: VoicePath
  readonly hearing: SelfHearing
  /** Wears another voice, wherever it is heard. */
  setVoice(voice: Voice): void
  /** Lets everything go. */
  close(): void
}

export interface VoiceSetupOptions {
  /** The graph everything lives in; stays open when the setup closes. */
  readonly context: AudioContext
  /** Address of the disguise's worklet. */
  readonly worklet: string
  /** Drawn once per visit; the same for every setup of the visit. */
  readonly seed: Seed
  readonly voice: Voice
  /** What the setup before knew of the speaker. */
  readonly learned?: Learned
  readonly clock: Clock
  readonly page: Pick<Page, 'on'>
  readonly output: Output
  /** Read anew when a microphone opens, which is when devices get names. Stays open when the setup closes. */
  readonly list: Pick<DeviceList, 'refresh'>
}

/**
 * Ties the microphone to the disguise.
 * @throws INSECURE_CONTEXT where browsers give neither microphone nor worklets
 */
export function createVoiceSetup(options: VoiceSetupOptions): VoiceSetup {
  if (!globalThis.isSecureContext) throw new SanctuaryError('INSECURE_CONTEXT')
  const path = createVoicePath(options)
  const tape = createTape(openWindow(path.raw), options.clock)
  const hearing = createSelfHearing({ ...options, live: path.voice, tape, learned: path.learned, follow: options.output.follow })
  const microphone = createMicrophone({
    page: options.page,
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
    if (state === 'open') {
      void options.list.refresh()
      tape.start()
    } else if (state === 'closed') {
      hearing.set('off')
      tape.stop()
    }
  })
  return {
    microphone,
    path,
    hearing,
    setVoice(voice) {
      path.setVoice(voice)
      hearing.setVoice(voice)
    },
    close() {
      microphone.close()
      off()
      hearing.close()
      tape.stop()
      path.close()
    },
  }
}
