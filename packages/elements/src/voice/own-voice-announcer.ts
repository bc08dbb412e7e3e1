import type { AudioFeature, Room } from '@sanctuary/sdk-core'
import type { ReactiveController } from 'lit'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { StoreController } from '../base/store-controller.ts'
import { panelTexts } from './panel-texts.ts'
import { createTurns } from './turns.ts'

/** Between a disguise and one's own voice. */
const numberTurn = createTurns<AudioFeature, boolean>()

/**
 * Follows whether one's own voice is heard and whether a host took it away, and says so to this person alone. The server's word about the
 * voice may come before or after the one about the room.
 */
export class OwnVoiceAnnouncer implements ReactiveController {
  /** A host took away one's own voice after it was used. */
  isTaken = false
  private readonly host: SanctuaryElement
  private readonly resolve: () => Room | undefined
  private room: Room | undefined
  private wasOwn = false
  private wasUsed = false

  constructor(host: SanctuaryElement, resolve: () => Room | undefined) {
    this.host = host
    this.resolve = resolve
    new StoreController(host, () => resolve()?.audio.$voice)
    new StoreController(host, () => resolve()?.$settings)
    host.addController(this)
  }

  hostUpdate(): void {
    const room = this.resolve()
    const isNew = room !== this.room
    const isOwn = room?.audio.$voice.get().mode === 'off'
    const turned = !isNew && isOwn !== this.wasOwn
    const wasTaken = !isNew && this.isTaken
    this.room = room
    this.wasOwn = isOwn
    this.wasUsed = isOwn || (!isNew && this.wasUsed)
    this.isTaken = this.wasUsed && !isOwn && room?.$settings.get()?.undisguised === 'never'
    if (!room) return
    const turn = numberTurn(room.audio, isOwn)
    if (this.isTaken && !wasTaken) this.say(`own-voice-taken:${turn}`, 'voice-forbidden')
    else if (turned) this.say(`own-voice:${turn}`, isOwn ? 'voice-said-own' : 'voice-said-covered')
  }

  private say(id: string, sentence: 'voice-forbidden' | 'voice-said-own' | 'voice-said-covered'): void {
    this.host.announce(id, this.host.words.text(panelTexts, sentence), 'assertive')
  }
}
