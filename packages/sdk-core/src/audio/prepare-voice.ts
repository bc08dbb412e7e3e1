import { drawSeed, drawVoice } from '@sanctuary/voice-disguise'
import { loudness } from './loudness.ts'
import type { PreparedVoice } from './prepared-voice.ts'
import { createSoundContext } from './sound-context.ts'
import { createVoiceSetup } from './voice-setup.ts'

/** A tuned voice, and how loud its microphone is (0…1). */
export type TriedVoice = Pick<PreparedVoice, 'sound' | 'setup' | 'seed' | 'voice'> & { level(): number }

/**
 * Opens a microphone into a fresh disguise.
 * @throws what the microphone says
 */
export async function prepareVoice({ worklet, deviceId }: { worklet: string; deviceId?: string }): Promise<TriedVoice> {
  const seed = drawSeed()
  const voice = drawVoice({ mode: 'veil' }, seed)
  const sound = createSoundContext()
  try {
    const setup = createVoiceSetup({ context: sound.context, worklet, seed, voice })
    try {
      await setup.microphone.choose(deviceId)
      await setup.microphone.open()
    } catch (error) {
      setup.close()
      throw error
    }
    return { sound, setup, seed, voice, level: () => loudness(setup.path.inputLevel()) }
  } catch (error) {
    await sound.close()
    throw error
  }
}
