import { type ParticipantId, type RoomId, SanctuaryError } from '@sanctuary/protocol'
import type { Actor, Caller } from '../kernel/actor.ts'
import type { ChannelId } from './channels.ts'
import type { Subscriber } from './subscriber.ts'
import type { Following } from './tailer.ts'

type Standing = Pick<Actor, 'role' | 'state'>

/** One live connection: whose it is, what they may do, and which channels it is in. */
export interface Connection extends Subscriber {
  readonly id: string
  readonly participant: ParticipantId
  readonly room: RoomId
  readonly tab: Actor['tab']
  readonly caller: Caller
  /** When the newest token ends, ms. */
  expiresAt: number
  /** Makes known what the database says of the person. What was heard of them since it was asked counts for more. */
  become(standing: Standing): void
  /** What is heard of the person, from the moment the connection is made. */
  update(standing: Standing): void
  /** Takes it out of a channel; false when it was not in. */
  leave(channel: ChannelId): boolean
  /** Ends it: it leaves every channel and gets into none any more. The reason is what it is refused with if it was not let in yet. */
  end(reason?: SanctuaryError): void
  /** @throws SanctuaryError when it was ended before it was let in */
  check(): void
}

export interface ConnectionOptions extends Pick<Connection, 'id' | 'participant' | 'room' | 'tab' | 'expiresAt'> {
  readonly network: string
  /** Keeps the person's own channel followed, in which everything about them is heard. */
  readonly own: Following
  readonly entered: (channel: ChannelId) => void
  readonly left: (channel: ChannelId) => void
}

export function createConnection({ own, entered, left, network, ...identity }: ConnectionOptions): Connection {
  const caller: { readonly network: string; actor?: Actor } = { network }
  const channels = new Map<ChannelId, Following>()
  let heard: Standing | undefined
  let ended: SanctuaryError | undefined

  const connection: Connection = {
    ...identity,
    caller,
    has: (channel) => channels.has(channel),
    enter(channel, following) {
      if (ended || channels.has(channel)) return false
      channels.set(channel, following)
      entered(channel)
      return true
    },
    leave(channel) {
      channels.get(channel)?.release()
      if (!channels.delete(channel)) return false
      left(channel)
      return true
    },
    become(standing) {
      const { participant, room, tab, id } = identity
      caller.actor = { participant, room, tab, connection: id, subscriber: connection, ...standing, ...heard }
    },
    update(standing) {
      heard = standing
      if (caller.actor) Object.assign(caller.actor, standing)
    },
    end(reason = new SanctuaryError('CLOSED')) {
      ended ??= reason
      for (const channel of [...channels.keys()]) connection.leave(channel)
      own.release()
    },
    check() {
      if (ended) throw ended
    },
  }
  return connection
}
