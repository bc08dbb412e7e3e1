import type { Message, OutboxItem, Room } from '@sanctuary/sdk-core'
import type { ReactiveController } from 'lit'
import { sayError } from '../base/attempts.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { authorOf, rememberPeople } from './authors.ts'
import { chatTexts } from './chat-texts.ts'

const mostAtOnce = 3
const longest = 300

/** Reads new messages of others to people who do not see them, once each, and says when one's own could not be sent. What was there before is not read. */
export class MessageAnnouncer implements ReactiveController {
  private readonly host: SanctuaryElement
  private readonly resolve: () => Room | undefined
  private room: Room | undefined
  private newest = 0
  private stops: (() => void)[] = []

  constructor(host: SanctuaryElement, resolve: () => Room | undefined) {
    this.host = host
    this.resolve = resolve
    host.addController(this)
  }

  hostConnected(): void {
    this.bind()
  }

  hostUpdate(): void {
    this.bind()
  }

  hostDisconnected(): void {
    this.unbind()
  }

  private bind(): void {
    const room = this.resolve()
    if (room === this.room) return
    this.unbind()
    this.room = room
    if (!room) return
    this.newest = newestOf(room.chat.$messages.get())
    this.stops = [
      room.chat.$messages.listen((messages) => this.read(room, messages)),
      room.chat.$outbox.listen((items) => this.warn(items)),
    ]
  }

  private read(room: Room, messages: readonly Message[]): void {
    const fresh = messages.filter(({ created, mine }) => created > this.newest && !mine)
    this.newest = Math.max(this.newest, newestOf(messages))
    rememberPeople(room)
    if (fresh.length > mostAtOnce) {
      const last = fresh.at(-1)
      this.host.announce(`messages:${last?.id}`, this.say('chat-said-many', { count: fresh.length }))
      return
    }
    for (const { id, author, text } of fresh) {
      const name = authorOf(room, author).alias ?? this.say('chat-gone')
      this.host.announce(`message:${id}`, this.say('chat-said', { name, text: shorten(text) }))
    }
  }

  private warn(items: readonly OutboxItem[]): void {
    for (const { id, state, reason } of items) {
      if (state !== 'failed') continue
      const sentence = this.say('chat-failed', { reason: reason ? sayError(this.host.words, reason) : '' })
      this.host.announce(`unsent:${id}:${sentence}`, sentence, 'assertive')
    }
  }

  private say(key: keyof typeof chatTexts, args: Record<string, string | number> = {}): string {
    return this.host.words.text(chatTexts, key, args)
  }

  private unbind(): void {
    for (const stop of this.stops) stop()
    this.stops = []
    this.room = undefined
  }
}

const newestOf = (messages: readonly Message[]): number => messages.at(-1)?.created ?? 0

const shorten = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text)
