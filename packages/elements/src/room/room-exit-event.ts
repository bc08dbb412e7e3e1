import { SanctuaryEvent } from '../base/sanctuary-event.ts'

/** Somebody uses the quick exit: they have left and are forgotten. Prevent it to lead them elsewhere yourself, at once. */
export class RoomExitEvent extends SanctuaryEvent {
  constructor() {
    super('sanctuary-room-exit', undefined)
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sanctuary-room-exit': RoomExitEvent
  }
}
