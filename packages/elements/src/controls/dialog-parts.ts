import type { Participant, Room } from '@sanctuary/sdk-core'
import type { Attempts } from '../base/attempts.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'

/** What a dialog of the controls works with. */
export interface ControlParts {
  readonly host: SanctuaryElement
  readonly attempts: Attempts
  readonly room: () => Room | undefined
  readonly me: () => Participant | undefined
}
