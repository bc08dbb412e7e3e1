import type { VoiceChoice } from '@sanctuary/voice-disguise'
import { atom } from 'nanostores'
import type { Clock } from '../clock.ts'
import type { Page } from '../page.ts'
import type { Store } from '../room-context.ts'
import type { PageStorage } from '../storage.ts'
import type { Disguise, HearingMyself, SoundDevice } from './audio-feature.ts'
import { showInputLevel } from './input-level.ts'
import { prepareVoice } from './prepare-voice.ts'
import { leavePreparedVoice } from './prepared-voice.ts'
import { rememberedMicrophone, rememberedOutput, rememberedPreferences } from './remembered-device.ts'

/** Trying the microphone before joining. It carries over into the next room, so that the disguise is already tuned. */
export interface MicrophoneCheck {
  /** How loud the microphone is, 0…1, refreshed every 80 ms at most. */
  readonly $level: Store<number>
  readonly $disguise: Store<Disguise>
  readonly $devices: Store<readonly SoundDevice[]>
  /**
   * Changes to another microphone. When that fails the one in use stays.
   * @param deviceId - one of `$devices`; left out: the system's own choice
   */
  setDevice(deviceId: string | undefined): Promise<void>
  /** The disguise that is tried; the room takes it over. */
  readonly $voice: Store<VoiceChoice>
  setVoice(choice: VoiceChoice): void
  readonly $hearingMyself: Store<HearingMyself>
  /** Plays your own disguised voice to you. Live and without headphones it goes round in circles; say so beside the control. */
  hearMyself(how: HearingMyself): Promise<void>
  /** Lets the microphone go. The tuned disguise waits two minutes for a room to take it. */
  close(): void
}

export interface CheckOptions {
  /** Address of the disguise's worklet. */
  readonly worklet: string
  /** Where the next room finds what was tuned here. */
  readonly prepared: Map<string, unknown>
  readonly deviceId?: string
  readonly clock: Clock
  readonly page: Pick<Page, 'on'>
  /** Where this device remembers how its sound is used. */
  readonly device: PageStorage
}

const keptMs = 120_000

/**
 * Opens the microphone and shows what it hears. Loads the voice code, not that of the media server.
 * @throws MICROPHONE_BLOCKED, MICROPHONE_ABSENT, MICROPHONE_BUSY, MICROPHONE_NOT_PERMITTED, INSECURE_CONTEXT
 */
export async function checkMicrophone({
  worklet,
  prepared,
  clock,
  page,
  device,
  deviceId = rememberedMicrophone(device).read(),
}: CheckOptions): Promise<MicrophoneCheck> {
  const { noiseSuppression = true } = rememberedPreferences(device)
  const voice = await prepareVoice({ worklet, clock, page, deviceId, outputId: rememberedOutput(device).read(), noiseSuppression })
  const { setup } = voice
  const $level = atom(0)
  const hideLevel = showInputLevel($level, setup.path, clock)
  let taken = false
  let closed = false

  function endCheck() {
    hideLevel()
    setup.hearing.set('off')
  }

  const discard = leavePreparedVoice(prepared, {
    ...voice,
    taken() {
      taken = true
      endCheck()
    },
    discard() {
      endCheck()
      setup.close()
      voice.list.close()
      void voice.sound.close()
    },
  })

  return {
    $level,
    $disguise: setup.path.$disguise,
    $devices: voice.list.$devices,
    async setDevice(next) {
      await setup.microphone.choose(next)
      rememberedMicrophone(device).write(next)
    },
    $voice: voice.$voice,
    setVoice(choice) {
      if (!taken) voice.setVoice(choice)
    },
    $hearingMyself: setup.hearing.$how,
    async hearMyself(how) {
      if (taken || closed) return
      if (how !== 'off') await setup.microphone.open()
      if (!taken && !closed) setup.hearing.set(how)
    },
    close() {
      if (taken || closed) return
      closed = true
      endCheck()
      setup.microphone.close()
      clock.after(keptMs, discard)
    },
  }
}
