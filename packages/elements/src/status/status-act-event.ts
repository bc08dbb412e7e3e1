import { SanctuaryEvent } from '../base/sanctuary-event.ts'
import type { FaultKind } from './fault.ts'
import type { StatusAct } from './fault-view.ts'

/** Somebody pressed the button of a fault. Prevent it to do something else than what the element would do. */
export class StatusActEvent extends SanctuaryEvent<{ readonly fault: FaultKind; readonly act: StatusAct }> {
  /**
   * @param fault - what was shown
   * @param act - what the button says
   */
  constructor(fault: FaultKind, act: StatusAct) {
    super('sanctuary-status-act', { fault, act })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sanctuary-status-act': StatusActEvent
  }
}
