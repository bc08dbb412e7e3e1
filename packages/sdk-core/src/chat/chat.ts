import { type MessageId, type ParticipantId, SanctuaryError } from '@sanctuary/protocol'
import { computed } from 'nanostores'
import type { History } from '../history.ts'
import type { Outbox } from '../replica/outbox.ts'
import type { OutboxItem } from '../replica/outbox-item.ts'
import type { Replica } from '../replica/replica.ts'
import type { Held, RoomContext, Store } from '../room-context.ts'
import { createTyping } from './typing.ts'
import { createUnread } from './unread.ts'

/** A message everyone in the room can read. */
export interface Message {
  readonly id: MessageId
  /** Its place in the order. */
  readonly created: number
  /** The number of its latest change. */
  readonly seq: number
  readonly author: ParticipantId
  /** When it was stored, ISO 8601. */
  readonly at: string
  readonly text: string
  readonly mine: boolean
}

/** Text messages of the room. */
export interface ChatFeature {
  /** What is in the room, in order, without people this page hides. */
  readonly $messages: Store<readonly Message[]>
  /** What is not in the room yet. A message is here or in `$messages`, never in both. */
  readonly $outbox: Store<readonly OutboxItem[]>
  /** Who is writing, without this person and people this page hides. */
  readonly $typing: Store<readonly ParticipantId[]>
  /** How many messages of others came after the last read one. */
  readonly $unread: Store<number>
  /** The `created` number of the last read message. */
  readonly $lastRead: Store<number>
  /** Whether older messages can be loaded. */
  readonly $hasOlder: Store<boolean>
  /**
   * Says something to everyone. Settles when it is stored; kept and retried while the server cannot be reached.
   * @param text - 1–4,000 characters; white space around it is removed
   * @throws INVALID_INPUT for empty text; what the server refuses also stays in `$outbox`
   */
  send(text: string): Promise<{ seq: number }>
  /** Sends a refused message again. */
  retry(id: string): void
  /** Throws away a message that is not in the room. */
  discard(id: string): void
  /** Call it with `true` on each keystroke; it ends by itself a while after the last one, and with sending. */
  setTyping(on: boolean): void
  /** Loads the messages before the oldest one. Several calls at once are one. */
  loadOlder(): Promise<void>
  /** Everything up to now has been read. */
  markRead(): void
}

/** Creates the chat of a room. */
export function createChat({
  context,
  outbox,
  history,
  replica,
  $hidden,
}: {
  context: RoomContext
  outbox: Outbox
  history: History
  replica: Replica
  $hidden: Store<ReadonlySet<ParticipantId>>
}): ChatFeature {
  const $records = context.records('chat.message')
  const $messages = computed([$records, $hidden], createReader(context.me))
  const $outbox = computed([outbox.$items, $records], withoutShown)
  const typing = createTyping(context, $hidden)
  const { $unread, $lastRead, markRead } = createUnread(context, replica, $messages)

  return {
    $messages,
    $outbox,
    $typing: typing.$typing,
    $unread,
    $lastRead,
    $hasOlder: history.$hasOlder,
    async send(text) {
      const filled = text.trim()
      if (filled === '') throw new SanctuaryError('INVALID_INPUT', { message: 'There is nothing in this message. Write something first.' })
      typing.set(false)
      return outbox.send(filled)
    },
    retry: outbox.retry,
    discard: outbox.discard,
    setTyping: typing.set,
    loadOlder: history.loadOlder,
    markRead,
  }
}

/** The moment a message is in the room it is no longer on its way. */
function withoutShown(items: readonly OutboxItem[], records: readonly Held<'chat.message'>[]): readonly OutboxItem[] {
  return items.length === 0 ? items : items.filter((item) => !records.some((record) => record.key === item.id))
}

/** Turns records into messages; an unchanged record is the same object each time. */
function createReader(me: ParticipantId) {
  const known = new WeakMap<Held<'chat.message'>, Message>()
  const read = (record: Held<'chat.message'>): Message => {
    const message = known.get(record) ?? messageOf(record, me)
    known.set(record, message)
    return message
  }
  return (records: readonly Held<'chat.message'>[], hidden: ReadonlySet<ParticipantId>): readonly Message[] =>
    records.map(read).filter((message) => !hidden.has(message.author))
}

const messageOf = ({ key, created, seq, author, at, value }: Held<'chat.message'>, me: ParticipantId): Message => ({
  id: key as MessageId, // the contract: a message's key is its id
  created,
  seq,
  author: author as ParticipantId, // the server writes one on every message
  at,
  text: value.text,
  mine: author === me,
})
