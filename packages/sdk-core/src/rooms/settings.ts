import type { Input, Reply } from '@sanctuary/protocol'
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
  end: (reason) => call('rooms.end', { reason }),
})
