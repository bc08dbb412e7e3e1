import { SanctuaryEvent } from '../base/sanctuary-event.ts'

/** Somebody wants to go into the room they made. The page opens it; the host key is theirs alone and goes into no address that is sent. */
export class RoomOpenEvent extends SanctuaryEvent<{ readonly room: string; readonly hostKey: string }> {
  constructor(room: string, hostKey: string) {
    super('sanctuary-room-open', { room, hostKey })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sanctuary-room-open': RoomOpenEvent
  }
}
