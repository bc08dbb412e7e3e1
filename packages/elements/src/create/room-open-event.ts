import { SanctuaryEvent } from '../base/sanctuary-event.ts'

/**
 * Somebody wants to go into the room they made. Prevent it to lead them there yourself; the host key is theirs alone and goes into no
 * address that is sent, and into no storage.
 */
export class RoomOpenEvent extends SanctuaryEvent<{ readonly room: string; readonly hostKey: string }> {
  /**
   * @param room - id of the new room
   * @param hostKey - makes its holder the host
   */
  constructor(room: string, hostKey: string) {
    super('sanctuary-room-open', { room, hostKey })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sanctuary-room-open': RoomOpenEvent
  }
}
