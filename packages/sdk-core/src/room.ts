import {
  type Input,
  type OperationName,
  type ParticipantId,
  type RecordName,
  type Reply,
  type RoomSettings,
  SanctuaryError,
  type SignalName,
  type SignalValue,
  type Standing,
  type TabId,
} from '@sanctuary/protocol'
import { computed } from 'nanostores'
import { createAudio } from './audio/audio.ts'
import type { AudioFeature } from './audio/audio-feature.ts'
import { type ChatFeature, createChat } from './chat/chat.ts'
import { createHands, type HandsFeature } from './hands/hands.ts'
import { createHistory } from './history.ts'
import { createHosts, type HostsFeature } from './hosts/hosts.ts'
import { createLeaving } from './leaving.ts'
import { watchAway } from './participants/away.ts'
import { createParticipants, type ParticipantsFeature } from './participants/participants.ts'
import { createStanding, endingOf } from './participants/standing.ts'
import { createOutbox } from './replica/outbox.ts'
import { outboxKey } from './replica/outbox-key.ts'
import type { Connection, Held, RoomEvents, Store } from './room-context.ts'
import { createSettings, type SettingsFeature } from './rooms/settings.ts'
import { createSession, type SessionParts } from './session.ts'

/** A room this page is in. Stores can be read at any time; actions reject with `SanctuaryError`. */
export interface Room {
  readonly id: string
  readonly me: ParticipantId
  /** This page, among all pages of the same person. */
  readonly tab: TabId
  readonly $connection: Store<Connection>
  /** What the room is like; nothing while waiting to be let in. */
  readonly $settings: Store<RoomSettings | undefined>
  /** One's own standing: waiting, inside, removed and so on, with role and reason. */
  readonly $standing: Store<Standing>
  /** The server's time in ms, whatever this device's clock says. */
  $now(): number
  /** Whether the server offers a module, such as `audio`. */
  has(module: string): boolean
  /** Asks the server for any operation of the contract by its name. */
  call<Name extends OperationName>(op: Name, input: Input<Name>): Promise<Reply<Name>>
  /** Tells everyone something that is not stored and may be lost. */
  signal<Name extends SignalName>(type: Name, value: SignalValue<Name>): void
  /** All records of a type this person may see, in order of creation. */
  records<Name extends RecordName>(type: Name): Store<readonly Held<Name>[]>
  /** Follows `discontinuity`, `signal` or `closed`; returns what ends that. */
  on<Event extends keyof RoomEvents>(event: Event, listener: (detail: RoomEvents[Event]) => void): () => void
  /** Tries to reconnect at once. */
  retryNow(): void
  /**
   * Leaves. The page is out at once; the promise settles when the server knows.
   * @param options - `forget`: nothing leads back to this person afterwards; else they can come back as who they were
   */
  leave(options?: { forget?: boolean }): Promise<void>
  /** The same as `client.forget()`, which leaves all of the client's rooms and wipes what the page stored. The caller navigates away. */
  quickExit(): void
  /** Lets go of the room in this page without leaving it, as closing the tab does. */
  close(): void
  readonly participants: ParticipantsFeature
  readonly settings: SettingsFeature
  readonly hosts: HostsFeature
  readonly hands: HandsFeature
  readonly chat: ChatFeature
  readonly audio: AudioFeature
}

/** What a room is made from: a session's parts, and how the client forgets all of its rooms. */
export interface RoomParts extends SessionParts {
  forget(): void
}

/** Codes after which there is nothing to come back to. */
const finalCodes = new Set(['REMOVED', 'ROOM_ENDED', 'ROOM_NOT_FOUND', 'GONE', 'CREDENTIAL_UNKNOWN'])

/** Opens a joined room: the replica is filled already, the live connection follows. */
export function createRoom(parts: RoomParts): Room {
  const { keeper, tab, joined, environment } = parts
  const session = createSession(parts)
  const { context, replica, link, deliver } = session
  const { $connection, records } = context
  const outbox = createOutbox({
    deliver: ({ id, text }) => deliver('chat.send', { id, text }),
    shownAt: (id) =>
      records('chat.message')
        .get()
        .find((record) => record.key === id)?.seq,
    reached: () => replica.reached('room'),
    now: context.now,
    clock: context.clock,
    storage: context.storage,
    storageKey: outboxKey(tab),
  })
  const participants = createParticipants(context)
  const history = createHistory(context, replica, 'room', 'chat.message')
  const $standing = createStanding(context, joined.standing)
  const leaving = createLeaving({ session, keeper, transport: environment.transport })

  const stopAttending = keeper.attend(tab, leaving.end)
  const stopJudging = $standing.listen(judge)
  replica.on('advanced', outbox.settle)
  $connection.listen(({ state }) => state === 'live' && outbox.hurry())
  watchAway(context, environment.page)
  context.on('closed', ({ reason }) => {
    stopJudging()
    stopAttending()
    outbox.close(reason)
    if (finalCodes.has(reason.code)) keeper.drop()
  })

  const room: Room = {
    id: context.id,
    me: context.me,
    tab,
    $connection,
    $settings: computed(records('rooms.settings'), (settings) => settings[0]?.value),
    $standing,
    $now: context.now,
    has: context.has,
    call: context.call,
    signal: context.signal,
    records,
    on: context.on,
    retryNow: link.retryNow,
    leave: leaving.leave,
    quickExit: parts.forget,
    close: () => link.close(new SanctuaryError('CLOSED')),
    participants,
    settings: createSettings(context),
    hosts: createHosts(context),
    hands: createHands(context),
    chat: createChat({ context, outbox, history, replica, $hidden: participants.$hidden }),
    audio: createAudio(context),
  }
  function judge(standing: Standing) {
    const ending = endingOf(standing)
    if (ending) link.close(ending)
  }

  outbox.hurry()
  link.start()
  judge($standing.get())
  return room
}
