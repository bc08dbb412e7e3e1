import { SanctuaryEvent } from '../base/sanctuary-event.ts'

/** This person accepted ground rules that changed while they were inside. */
export class RulesAcceptEvent extends SanctuaryEvent<{ readonly version: number }> {
  /** @param version - the version accepted */
  constructor(version: number) {
    super('sanctuary-rules-accept', { version })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sanctuary-rules-accept': RulesAcceptEvent
  }
}
