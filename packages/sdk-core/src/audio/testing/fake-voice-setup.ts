import { atom } from 'nanostores'
import type { Disguise, SoundDevice } from '../audio-feature.ts'
import { createMicrophone } from '../microphone.ts'
import type { VoiceSetup } from '../voice-setup.ts'
import { createFakeDevices, type FakeDevices } from './fake-devices.ts'

/** The real microphone on fake devices, before a disguise that does what a test says. */
export interface FakeVoiceSetup extends VoiceSetup {
  readonly devices: FakeDevices
  /** Sets the disguise's phase; at first `gated`. */
  disguise(state: Disguise): void
  /** Whether the gate lets the voice out. */
  readonly open: boolean
  /** The raw track that goes into the disguise now. */
  readonly input: MediaStreamTrack | undefined
  readonly retries: number
  readonly closed: boolean
}

/** Creates a setup whose disguise is running. */
export function createFakeVoiceSetup(): FakeVoiceSetup {
  const devices = createFakeDevices()
  const $disguise = atom<Disguise>({ phase: 'gated' })
  const outgoing = { kind: 'audio', label: 'the disguised voice' } as MediaStreamTrack // only passed on
  let input: MediaStreamTrack | undefined
  let open = false
  let closed = false
  let retries = 0
  const microphone = createMicrophone({
    devices,
    page: { on: () => () => {} },
    policyAllows: () => true,
    onTrack(track) {
      input = track
    },
  })
  return {
    devices,
    microphone,
    disguise: (state) => $disguise.set(state),
    get open() {
      return open
    },
    get input() {
      return input
    },
    get retries() {
      return retries
    },
    get closed() {
      return closed
    },
    list: { $devices: atom<readonly SoundDevice[]>([]), refresh: async () => {}, close() {} },
    path: {
      $disguise,
      connect() {},
      setOpen(wish) {
        open = wish
      },
      track: () => outgoing,
      setVoice() {},
      hear() {},
      inputLevel: () => -60,
      sentLevel: () => -60,
      async retry() {
        retries++
        $disguise.set({ phase: 'gated' })
      },
      close() {},
    },
    close() {
      closed = true
      microphone.close()
    },
  }
}
