import type { ParticipantId, RoomSettings, Standing } from '@sanctuary/protocol'
import type { FakeChannel } from './fake-channel.ts'

/** A person as the fake server keeps them. */
export interface FakePerson {
  readonly id: ParticipantId
  alias: string
  picture: string
  role: Standing['role']
  state: Standing['state']
  reason?: string
  presence: 'here' | 'away' | 'reconnecting'
  silenced: boolean
  successor: boolean
  rulesVersion: number
  credentials: Set<string>
}

/** A room as the fake server keeps it. */
export interface FakeRoomState {
  readonly id: string
  settings: RoomSettings
  hostKey: string
  readonly channels: Map<string, FakeChannel>
  readonly people: Map<string, FakePerson>
}

/** Who asks: a person of a room, over a live connection or not. */
export interface FakeCaller {
  readonly room: FakeRoomState
  readonly person: FakePerson
}

/** Names of the channels a person is in. */
export function channelsOf({ id, state, role }: FakePerson): string[] {
  const own = `participant:${id}`
  if (state !== 'inside') return [own]
  return role === 'host' || role === 'moderator' ? [own, 'room', 'staff'] : [own, 'room']
}

export const inside = (room: FakeRoomState): FakePerson[] => [...room.people.values()].filter((person) => person.state === 'inside')
