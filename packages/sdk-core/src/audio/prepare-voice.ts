import { drawSeed, drawVoice, type VoiceChoice } from '@sanctuary/voice-disguise'
import { atom } from 'nanostores'
import type { Clock } from '../clock.ts'
import type { Page } from '../page.ts'
import type { Store } from '../room-context.ts'
import { createDevices } from './devices.ts'
import { createOutput } from './output.ts'
import type { PreparedVoice } from './prepared-voice.ts'
import { createSoundContext } from './sound-context.ts'
import { createVoiceSetup } from './voice-setup.ts'

/** A voice that is being tuned. */
export type TriedVoice = Omit<PreparedVoice, 'taken' | 'discard'> & {
  readonly $voice: Store<VoiceChoice>
  /** @throws RangeError for a choice out of range */
  setVoice(choice: VoiceChoice): void
}

/** How the microphone is opened. */
export interface PrepareOptions {
  readonly worklet: string
  readonly clock: Clock
  readonly page: Pick<Page, 'on'>
  readonly deviceId?: string
  /** Where the person hears themselves. */
  readonly outputId?: string
  readonly noiseSuppression: boolean
}

/**
 * Opens a microphone into a fresh disguise.
 * @throws what the microphone says
 */
export async function prepareVoice({ worklet, clock, page, deviceId, outputId, noiseSuppression }: PrepareOptions): Promise<TriedVoice> {
  const seed = drawSeed()
  const $voice = atom<VoiceChoice>({ mode: 'veil' })
  const sound = createSoundContext(page)
  const output = createOutput(outputId)
  const list = createDevices()
  try {
    const voice = drawVoice($voice.get(), seed)
    const setup = createVoiceSetup({ context: sound.context, worklet, clock, page, seed, voice, output, list })
    try {
      await setup.microphone.suppressNoise(noiseSuppression)
      await setup.microphone.choose(deviceId)
      await setup.microphone.open()
    } catch (error) {
      setup.close()
      throw error
    }
    return {
      sound,
      setup,
      seed,
      output,
      list,
      $voice,
      choice: () => $voice.get(),
      setVoice(choice) {
        setup.setVoice(drawVoice(choice, seed))
        $voice.set(choice)
      },
    }
  } catch (error) {
    list.close()
    await sound.close()
    throw error
  }
}
