import type { Input, Reply, SanctuaryError } from '@sanctuary/protocol'
import type { RoomContext } from '../room-context.ts'

/** What hosts change about the room itself. What it is like is in the room's `$settings`. */
export interface SettingsFeature {
  update(input: Input<'rooms.update'>): Promise<Reply<'rooms.update'>>
  /** Keeps newcomers out, or lets them in again. */
  lock(locked: boolean): Promise<Reply<'rooms.lock'>>
  /** Ends the room for everyone. */
  end(reason?: string): Promise<Reply<'rooms.end'>>
}

/** Creates the settings of a room. */
export const createSettings = ({ call }: RoomContext): SettingsFeature => ({
  update: (input) => call('rooms.update', input),
  lock: (locked) => call('rooms.lock', { locked }),
  end: (reason) => call('rooms.end', { reason }).catch(unlessEnded),
})

/** The end may arrive before its own acknowledgement, or have been somebody else's; either way the room has ended. */
function unlessEnded(error: SanctuaryError): Reply<'rooms.end'> {
  if (error.code === 'ROOM_ENDED') return {}
  throw error
}
