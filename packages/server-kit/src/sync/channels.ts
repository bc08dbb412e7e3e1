import type { ChannelKind, ParticipantId, RoomId } from '@sanctuary/protocol'

/** A channel's id in the database: the room and the channel's name in it. */
export type ChannelId = `${string}/${string}`

/** The name people see: `room`, `staff`, or `participant:<id>`. */
export function channelName(kind: ChannelKind, participant?: ParticipantId): string {
  return kind === 'participant' ? `participant:${participant}` : kind
}

export const channelId = (room: RoomId | string, name: string): ChannelId => `${room}/${name}`

export const nameOf = (id: string): string => id.slice(id.indexOf('/') + 1)
