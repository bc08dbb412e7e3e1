import type { Message, OutboxItem, Room } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { sayError } from '../base/attempts.ts'
import { hourglassIcon, triangleAlertIcon } from '../base/icons.ts'
import { eyeOffIcon } from '../base/live-icons.ts'
import type { Messages } from '../base/messages/messages.ts'
import { picture } from '../base/picture.ts'
import { authorOf } from './authors.ts'
import { belongs, type ChatLine } from './chat-line.ts'
import { chatTexts } from './chat-texts.ts'
import { messageText } from './message-text.ts'
import { sayDay, sayTime } from './time.ts'

/** Longer messages are folded, so that nobody can push the others away. */
const foldFrom = { characters: 1500, lines: 15 }

/** What lines are drawn with. */
export interface LineView {
  readonly words: Messages
  readonly room: Room
  /** Whether what was folded under a key was opened. */
  isOpen(key: string): boolean
  toggle(key: string): void
}

/** Draws one line of the log. A message is drawn again only when something about it changed. */
export function lineView(view: LineView, line: ChatLine): unknown {
  const say = (key: keyof typeof chatTexts, args?: Record<string, string | number>) => view.words.text(chatTexts, key, args)
  switch (line.kind) {
    case 'day':
      return html`<p class="sys">${sayDay(view.words.lang, line.at)}</p>`
    case 'unread':
      return html`<p class="unread">${say('chat-unread')}</p>`
    case 'hidden':
      return html`<div class="sys veiled">${eyeOffIcon}<span>${say('chat-hidden', { count: line.messages.length })}</span
        ><button class="btn quiet small" aria-expanded=${String(line.open)} @click=${() => view.toggle(line.key)}>${say(line.open ? 'chat-hidden-hide' : 'chat-hidden-show')}</button></div>
        ${line.open ? line.messages.map((message, k) => messageView(view, message, !belongs(line.messages[k - 1], message))) : nothing}`
    case 'message':
      return messageView(view, line.message, line.head)
    case 'unsent':
      return unsentView(view, line.item)
  }
}

function messageView(view: LineView, message: Message, head: boolean): unknown {
  const { words, room } = view
  const { alias, picture: seed } = authorOf(room, message.author)
  const open = view.isOpen(message.id)
  return guard([message, head, alias, seed, open, words], () => {
    const { id, at, text, mine } = message
    const long = text.length > foldFrom.characters || text.split('\n', foldFrom.lines + 1).length > foldFrom.lines
    const name = mine ? words.text(chatTexts, 'chat-you') : (alias ?? words.text(chatTexts, 'chat-gone'))
    const time = sayTime(words.lang, at)
    const classes = `msg ${mine ? 'mine' : ''} ${head ? 'head' : ''} ${long ? 'long' : ''} ${open ? 'open' : ''}`
    return html`<div class=${classes} part="message" role="article" tabindex="-1" aria-labelledby="who-${id} says-${id}">
      ${head && !mine ? picture(seed, 'sm') : nothing}
      <span class="sr" id="who-${id}">${words.text(chatTexts, 'chat-who', { name, time })}</span>
      ${head ? html`<p class="meta" aria-hidden="true">${mine ? nothing : html`<bdi class="clip">${name}</bdi>`}<time class="muted num" datetime=${at}>${time}</time></p>` : nothing}
      <div class="bubble" part="bubble" id="says-${id}" dir="auto">${messageText(text, words.text(chatTexts, 'chat-new-tab'))}</div>
      ${long && !open ? html`<p class="foot"><button class="link" @click=${() => view.toggle(id)}>${words.text(chatTexts, 'chat-show-all')}</button></p>` : nothing}
    </div>`
  })
}

function unsentView({ words, room }: LineView, item: OutboxItem): TemplateResult {
  const { id, text, state, reason } = item
  const say = (key: keyof typeof chatTexts, args?: Record<string, string | number>) => words.text(chatTexts, key, args)
  const connected = room.$connection.get().state === 'live'
  const what =
    state === 'sending'
      ? say(connected ? 'chat-sending' : 'chat-kept')
      : say('chat-failed', { reason: reason ? sayError(words, reason) : '' })
  return html`<div class="msg mine head unsent ${state}" part="message" role="article" tabindex="-1" aria-labelledby="says-${id} what-${id}">
    <div class="bubble" part="bubble" id="says-${id}" dir="auto">${text}</div>
    <p class="foot"><span class="row g1 ${state === 'failed' ? 'danger' : ''}">${state === 'failed' ? triangleAlertIcon : hourglassIcon}<span id="what-${id}">${what}</span></span>${
      state === 'failed'
        ? html`<span class="row g3"><button class="link" @click=${() => room.chat.retry(id)}>${say('chat-retry')}</button><button class="link" @click=${() => room.chat.discard(id)}>${say('chat-discard')}</button></span>`
        : nothing
    }</p>
  </div>`
}
