import { SanctuaryEvent } from '../base/sanctuary-event.ts'

/** Somebody wants to see everyone in the room. */
export class PeopleOpenEvent extends SanctuaryEvent {
  constructor() {
    super('sanctuary-people-open', undefined)
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sanctuary-people-open': PeopleOpenEvent
  }
}
