import type { ChannelId } from './channels.ts'
import type { Following } from './tailer.ts'

/** A connection that can be put into channels. Its person's own channel is followed as long as it lives. */
export interface Subscriber {
  has(channel: ChannelId): boolean
  /**
   * From now on the channel's frames are sent to this connection, which lets go of the channel when it leaves. Synchronous.
   * @returns false when it is in already or has ended
   */
  enter(channel: ChannelId, following: Following): boolean
}
