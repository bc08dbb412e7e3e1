import { atLeast } from '@sanctuary/protocol'
import { computed } from 'nanostores'
import type { RoomContext, Store } from '../room-context.ts'
import type { Right } from './describe-microphone.ts'

/** What this person may do with their voice, by the roster. */
export function createRight({ records, me }: Pick<RoomContext, 'records' | 'me'>): Store<Right> {
  return computed(records('participants.person'), (people): Right => {
    const mine = people.find(({ key }) => key === me)?.value
    if (mine?.silenced) return 'silenced'
    return mine && atLeast(mine.role, 'speaker') ? 'speak' : 'listen'
  })
}
