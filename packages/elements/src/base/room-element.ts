import { ContextConsumer } from '@lit/context'
import type { Room } from '@sanctuary/sdk-core'
import { property } from 'lit/decorators.js'
import type { ReadableAtom } from 'nanostores'
import { roomContext } from './room-context.ts'
import { SanctuaryElement } from './sanctuary-element.ts'
import type { StoreController } from './store-controller.ts'

/** An element that shows a joined room: the one of the `<sanctuary-room>` around it, or one given by property. */
export abstract class RoomElement extends SanctuaryElement {
  private readonly around = new ContextConsumer(this, { context: roomContext, subscribe: true })

  /** The joined room; default: that of the `<sanctuary-room>` around. */
  @property({ attribute: false }) room?: Room

  /** The room to show, once there is one. */
  protected get here(): Room | undefined {
    return this.room ?? this.around.value
  }

  /** Renders on every change of one of the room's stores: `private readonly people = this.store((room) => room.participants.$people)`. */
  protected store<T>(pick: (room: Room) => ReadableAtom<T> | undefined): StoreController<T> {
    return this.watch(() => (this.here ? pick(this.here) : undefined))
  }
}
