import { createContext } from '@lit/context'
import type { ReadableAtom } from 'nanostores'
import type { Announcer } from './announcer.ts'
import type { Messages } from './messages/messages.ts'

/** What an outermost element provides to those inside it: one language, one voice. */
export interface Services {
  readonly $messages: ReadableAtom<Messages>
  readonly announcer: Announcer
}

/** How elements find the services of the element around them. */
export const servicesContext = createContext<Services | undefined>(Symbol.for('sanctuary.services'))
