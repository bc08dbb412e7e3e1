import type { Room } from '@sanctuary/sdk-core'
import { SanctuaryEvent } from '../base/sanctuary-event.ts'

/** This person has joined a room, or waits in its lobby. */
export class RoomJoinEvent extends SanctuaryEvent<{ readonly room: Room }> {
  /** @param room - the joined room */
  constructor(room: Room) {
    super('sanctuary-room-join', { room })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sanctuary-room-join': RoomJoinEvent
  }
}
