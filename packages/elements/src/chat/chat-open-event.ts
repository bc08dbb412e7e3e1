import { SanctuaryEvent } from '../base/sanctuary-event.ts'

/** Somebody wants to write rather than speak: show the chat. `<sanctuary-room>` does so by itself. */
export class ChatOpenEvent extends SanctuaryEvent {
  constructor() {
    super('sanctuary-chat-open', undefined)
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sanctuary-chat-open': ChatOpenEvent
  }
}
