import { roles } from '@sanctuary/protocol'
import type { Participant } from '@sanctuary/sdk-core'

/** Hosts first, then moderators, speakers and listeners; among them who came first. People keep their places while they speak. */
export const inOrder = (people: readonly Participant[]): Participant[] =>
  [...people].sort((a, b) => roles.indexOf(b.role) - roles.indexOf(a.role) || a.joined.localeCompare(b.joined) || a.id.localeCompare(b.id))
