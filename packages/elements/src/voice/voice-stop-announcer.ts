import type { ReactiveController } from 'lit'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { StoreController } from '../base/store-controller.ts'
import { panelTexts } from './panel-texts.ts'
import { isDisguiseOff, isSimplified, nameStop, type Sound } from './voice-stop.ts'

/**
 * Says at once that one's voice is off against one's wish: disguise or microphone stopped, or a call took the microphone. Says as well that
 * the device is too slow for the whole disguise.
 */
export class VoiceStopAnnouncer implements ReactiveController {
  private readonly host: SanctuaryElement
  private readonly resolve: () => Sound | undefined
  private said: string | undefined

  /** @param resolve - the sound, while its owner may speak */
  constructor(host: SanctuaryElement, resolve: () => Sound | undefined) {
    this.host = host
    this.resolve = resolve
    new StoreController(host, () => resolve()?.$disguise)
    new StoreController(host, () => resolve()?.$voice)
    new StoreController(host, () => resolve()?.$microphone)
    host.addController(this)
  }

  hostUpdate(): void {
    const sound = this.resolve()
    const id = sound && nameStop(sound)
    if (id === this.said) return
    this.said = id
    if (id) this.host.announce(id, this.host.words.text(panelTexts, sentenceOf(sound)), 'assertive')
  }
}

function sentenceOf({ $microphone, $disguise, $voice }: Sound): keyof typeof panelTexts {
  if ($microphone?.get().reason?.code === 'MICROPHONE_INTERRUPTED') return 'voice-said-interrupted'
  if (isSimplified($disguise.get(), $voice.get())) return 'voice-simplified-said'
  if (!isDisguiseOff($disguise.get(), $voice.get())) return 'voice-said-stopped'
  return $disguise.get().phase === 'gated' ? 'voice-gated' : 'voice-off'
}
