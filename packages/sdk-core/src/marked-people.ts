import type { ParticipantId } from '@sanctuary/protocol'
import { atom } from 'nanostores'
import { readJson } from './read-json.ts'
import type { RoomContext } from './room-context.ts'

/**
 * People this page's person has marked, such as those they do not want to hear. It stays in the page, through a reload: nobody is told,
 * the server least.
 * @param key - where it is kept on the room's shelf
 */
export function createMarkedPeople({ storage }: Pick<RoomContext, 'storage'>, key: string) {
  const $people = atom<ReadonlySet<ParticipantId>>(new Set((readJson(storage, key) as ParticipantId[] | undefined) ?? [])) // only `mark` writes there
  return {
    $people,
    mark(participant: ParticipantId, marked: boolean) {
      const next = new Set($people.get())
      if (marked) next.add(participant)
      else next.delete(participant)
      $people.set(next)
      storage.set(key, JSON.stringify([...next]))
    },
  }
}
