import type { ParticipantId } from '@sanctuary/protocol'
import { atom } from 'nanostores'
import type { RoomContext } from '../room-context.ts'

const storageKey = 'participants.hidden'

/** People this page does not want to hear of. It stays in the page: nobody is told, the server least. */
export function createHidden({ storage }: RoomContext) {
  const $hidden = atom<ReadonlySet<ParticipantId>>(new Set(JSON.parse(storage.get(storageKey) ?? '[]')))
  return {
    $hidden,
    hide(participant: ParticipantId, hidden: boolean) {
      const next = new Set($hidden.get())
      if (hidden) next.add(participant)
      else next.delete(participant)
      $hidden.set(next)
      storage.set(storageKey, JSON.stringify([...next]))
    },
  }
}
