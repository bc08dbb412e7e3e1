import type { ParticipantId } from '@sanctuary/protocol'
import type { Room } from '@sanctuary/sdk-core'
import type { LitElement, ReactiveController } from 'lit'

type Levels = ReadonlyMap<ParticipantId, number>

/**
 * Who speaks and how loud. The host renders anew only when somebody begins or ends; between that the level is written straight to
 * the elements marked `data-person`, as `--s-level` from 0 to 1.
 */
export class SpeakingController implements ReactiveController {
  private readonly host: LitElement
  private readonly resolve: () => Room | undefined
  private room: Room | undefined
  private levels: Levels = new Map()
  private off: (() => void) | undefined

  constructor(host: LitElement, resolve: () => Room | undefined) {
    this.host = host
    this.resolve = resolve
    host.addController(this)
  }

  has(participant: ParticipantId): boolean {
    return this.levels.has(participant)
  }

  hostConnected(): void {
    this.bind()
  }

  hostUpdate(): void {
    this.bind()
  }

  hostUpdated(): void {
    this.show()
  }

  hostDisconnected(): void {
    this.off?.()
    this.off = this.room = undefined
  }

  private bind(): void {
    const room = this.resolve()
    if (room === this.room) return
    this.off?.()
    this.room = room
    this.levels = room?.audio.$levels.get() ?? new Map()
    this.off = room?.audio.$levels.listen((levels) => {
      const same = levels.size === this.levels.size && [...levels.keys()].every((id) => this.levels.has(id))
      this.levels = levels
      if (same) this.show()
      else this.host.requestUpdate()
    })
  }

  private show(): void {
    for (const element of this.host.renderRoot.querySelectorAll<HTMLElement>('[data-person]')) {
      const level = this.levels.get(element.dataset.person as ParticipantId) // written from the same ids
      if (level === undefined) element.style.removeProperty('--s-level')
      else element.style.setProperty('--s-level', level.toFixed(2))
    }
  }
}
