import type { ErrorCode, Frame, RoomId, SignalMessage } from '@sanctuary/protocol'
import type { ChannelId } from './channels.ts'

/** A way for connections to reach the server. The socket door is one; plain HTTP becomes another. */
export interface Door {
  /** Sends a frame to this door's connections in the channel; encoded once. Returns how many there are. */
  frame(channel: ChannelId, frame: Frame): number
  signal(channel: ChannelId, message: SignalMessage, exceptConnection: string): void
  /** Takes a person's connections out of a channel they may no longer see, at once. */
  expel(participant: string, channel: ChannelId): void
  /** Ends a person's connections with a reason they are told. */
  end(participant: string, code: ErrorCode, message: string): void
  /** Ends every connection in a channel. */
  endChannel(channel: ChannelId, code: ErrorCode, message: string): void
  /** Ends every connection of a room, also those in none of its channels. */
  endRoom(room: RoomId, code: ErrorCode, message: string): void
  /** Connections open now. */
  readonly size: number
  close(): Promise<void>
}
