import type { AudioFeature, OwnVoice, Room } from '@sanctuary/sdk-core'
import type { ReactiveController } from 'lit'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { panelTexts } from './panel-texts.ts'

/** How often each room's sound went between a disguise and one's own voice, so that several elements name a change alike. */
const turns = new WeakMap<AudioFeature, { isOwn: boolean; count: number }>()

/** Says that one's own voice is heard from now on, or that the disguise is back, and why. Never to anybody else. */
export class OwnVoiceAnnouncer implements ReactiveController {
  private readonly host: SanctuaryElement
  private readonly resolve: () => Room | undefined
  private room: Room | undefined
  private wasOwn = false

  /** @param host - renders on every change of `$voice` */
  constructor(host: SanctuaryElement, resolve: () => Room | undefined) {
    this.host = host
    this.resolve = resolve
    host.addController(this)
  }

  hostUpdated(): void {
    const room = this.resolve()
    const isOwn = isOwnVoice(room?.audio.$voice.get())
    const isNew = room !== this.room
    const same = isOwn === this.wasOwn
    this.room = room
    this.wasOwn = isOwn
    if (!room || isNew || same) return
    const forbidden = room.$settings.get()?.undisguised === 'never'
    const sentence = isOwn ? 'voice-said-own' : forbidden ? 'voice-forbidden' : 'voice-said-covered'
    this.host.announce(`own-voice:${countTurns(room.audio, isOwn)}`, this.host.words.text(panelTexts, sentence), 'assertive')
  }
}

/** Whether somebody speaks without a disguise. */
export const isOwnVoice = (voice: OwnVoice | undefined): boolean => voice?.mode === 'off'

function countTurns(audio: AudioFeature, isOwn: boolean): number {
  const known = turns.get(audio) ?? { isOwn: !isOwn, count: 0 }
  const turn = known.isOwn === isOwn ? known : { isOwn, count: known.count + 1 }
  turns.set(audio, turn)
  return turn.count
}
