import type { Disguise, HearingMyself, MicrophoneCheck, SoundDevice } from '@sanctuary/sdk-core'
import type { VoiceChoice } from '@sanctuary/sdk-core/voices'
import { atom } from 'nanostores'

/** An open microphone before joining that does what a test says. */
export function createFakeCheck() {
  const calls: string[] = []
  const stores = {
    $level: atom(0),
    $disguise: atom<Disguise>({ phase: 'gated' }),
    $devices: atom<readonly SoundDevice[]>([
      { deviceId: 'a', label: 'Built-in microphone' },
      { deviceId: 'b', label: '' },
    ]),
    $voice: atom<VoiceChoice>({ mode: 'veil' }),
    $hearingMyself: atom<HearingMyself>('off'),
  }
  const check: MicrophoneCheck = {
    ...stores,
    setDevice: async (id) => void calls.push(`device ${id}`),
    setVoice(choice) {
      calls.push(`voice ${JSON.stringify(choice)}`)
      stores.$voice.set(choice)
    },
    async hearMyself(how) {
      calls.push(`hear ${how}`)
      stores.$hearingMyself.set(how)
    },
    close: () => void calls.push('close'),
  }
  return { ...stores, check, calls }
}
