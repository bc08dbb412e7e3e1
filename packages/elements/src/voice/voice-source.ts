import type { Disguise, HearingMyself, OwnVoice } from '@sanctuary/sdk-core'
import type { VoiceChoice } from '@sanctuary/sdk-core/voices'
import type { ReadableAtom } from 'nanostores'

/** Where one's own voice is chosen and heard: the sound of a joined room, or a microphone that is tried before joining. */
export interface VoiceSource {
  readonly $voice: ReadableAtom<OwnVoice>
  readonly $disguise: ReadableAtom<Disguise>
  /** How loud the microphone is, 0…1. */
  readonly $level: ReadableAtom<number>
  readonly $hearingMyself: ReadableAtom<HearingMyself>
  setVoice(choice: VoiceChoice): void
  hearMyself(how: HearingMyself): Promise<void>
}
