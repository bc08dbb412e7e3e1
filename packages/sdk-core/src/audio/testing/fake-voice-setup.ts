import type { Learned } from '@sanctuary/voice-disguise'
import { atom } from 'nanostores'
import type { Disguise, HearingMyself } from '../audio-feature.ts'
import { createMicrophone } from '../microphone.ts'
import type { VoiceSetup } from '../voice-setup.ts'
import { createFakeDevices, type FakeDevices } from './fake-devices.ts'

/** The real microphone on fake devices, before a disguise that does what a test says. */
export interface FakeVoiceSetup extends VoiceSetup {
  readonly devices: FakeDevices
  /** Sets the disguise's phase; at first `gated`. */
  disguise(state: Disguise): void
  /** Sets how loud the microphone is, in dB below full scale; at first −60. */
  hear(db: number): void
  /** Sets what the disguise knows of the speaker; at first nothing. */
  learn(what: Learned): void
  /** Lets every retry wait. @returns lets them go on */
  holdRetries(): () => void
  /** The system takes the sound of the page away. */
  interrupt(): void
  /** Whether the gate lets the voice out. */
  readonly open: boolean
  /** Whether one's own voice goes out instead of the disguise's. */
  readonly undisguised: boolean
  /** The raw track that goes into the disguise now. */
  readonly input: MediaStreamTrack | undefined
  readonly retries: number
  readonly closed: boolean
}

/** Creates a setup whose disguise is running. */
export function createFakeVoiceSetup(): FakeVoiceSetup {
  const devices = createFakeDevices()
  const $disguise = atom<Disguise>({ phase: 'gated' })
  const $how = atom<HearingMyself>('off')
  const outgoing = { kind: 'audio', label: 'the disguised voice' } as MediaStreamTrack // only passed on
  const node = {} as AudioNode // nobody connects it
  let learned: Learned | undefined
  let input: MediaStreamTrack | undefined
  let open = false
  let undisguised = false
  let closed = false
  let retries = 0
  let inputDb = -60
  let held: Promise<void> | undefined
  let interrupt = () => {}
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
    hear(db) {
      inputDb = db
    },
    learn(what) {
      learned = what
    },
    holdRetries() {
      let release = () => {}
      held = new Promise((resolve) => {
        release = resolve
      })
      return release
    },
    interrupt: () => interrupt(),
    get open() {
      return open
    },
    get undisguised() {
      return undisguised
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
    hearing: { $how, set: (how) => $how.set(how), setVoice() {}, close() {} },
    setVoice() {},
    path: {
      $disguise,
      raw: node,
      voice: node,
      connect() {},
      setOpen(wish) {
        open = wish
      },
      track: () => outgoing,
      setVoice() {},
      setUndisguised(wish) {
        undisguised = wish
      },
      setAutoSilence() {},
      onInterruption(listener) {
        interrupt = listener
        return () => {}
      },
      inputLevel: () => inputDb,
      sentLevel: () => -60,
      learned: () => learned,
      async retry() {
        retries++
        await held
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
