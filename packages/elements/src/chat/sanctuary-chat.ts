import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { erasedAfter } from '../base/erased-after.ts'
import { hourglassIcon } from '../base/icons.ts'
import { arrowDownIcon, messageCircleIcon } from '../base/live-icons.ts'
import { RoomElement } from '../base/room-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { pictures } from '../base/styles/pictures.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { rememberPeople } from './authors.ts'
import { chatLines } from './chat-line.ts'
import { chatTexts } from './chat-texts.ts'
import { HiddenMessages } from './hidden-messages.ts'
import { MessageAnnouncer } from './message-announcer.ts'
import './message-composer.ts'
import { MessageFocus } from './message-focus.ts'
import { type LineView, lineView } from './message-view.ts'
import { OlderController } from './older-controller.ts'
import { ReadingController } from './reading-controller.ts'
import { styles } from './sanctuary-chat.styles.ts'
import { sayTyping } from './say-typing.ts'

/**
 * What people write to each other in the room, and where one writes. Messages that are not in the room yet stand apart and are never shown
 * as sent. Nothing an address in a message leads to is fetched.
 *
 * @slot empty - shown while nobody has written
 * @csspart log - the list of messages
 * @csspart message - one message
 * @csspart bubble - its words
 * @csspart typing - who is writing
 * @csspart composer - where one writes
 */
export class SanctuaryChat extends RoomElement {
  static override styles = [base, surfaces, pictures, styles]

  private readonly text = this.texts(chatTexts)
  private readonly me = this.store((room) => room.participants.$me)
  private readonly people = this.store((room) => room.participants.$people)
  private readonly said = this.store((room) => room.chat.$messages)
  private readonly outbox = this.store((room) => room.chat.$outbox)
  private readonly typing = this.store((room) => room.chat.$typing)
  private readonly hasOlder = this.store((room) => room.chat.$hasOlder)
  private readonly settings = this.store((room) => room.$settings)
  private readonly veiled = new HiddenMessages(this, () => this.here)
  private readonly attempts = new Attempts(this)
  private readonly reading = new ReadingController(this, () => this.here)
  private readonly older = new OlderController(this, this.attempts, () => this.here)
  private readonly moving = new MessageFocus(this, {
    before: () => void this.older.load(),
    after: () => this.renderRoot.querySelector('message-composer')?.focus(),
  })

  /** Keys of folded lines that were opened. */
  @state() private opened: ReadonlySet<string> = new Set()

  constructor() {
    super()
    new MessageAnnouncer(this, () => this.here)
    this.store((room) => room.chat.$unread)
    this.store((room) => room.$connection)
  }

  protected override willUpdate(): void {
    if (this.here) rememberPeople(this.here)
  }

  override render() {
    if (!this.here || !this.me.value) return nothing
    if (!this.here.has('chat')) return html`<p class="empty">${this.text('chat-absent')}</p>`
    const lines = this.lines()
    return html`<h2 class="sr">${this.text('chat-label')}</h2>
      ${this.attempts.render()}
      <div class="log" part="log" role="log" aria-live="off" aria-label=${this.text('chat-log')} @scroll=${this.reading.scrolled} @keydown=${this.moving.keydown} @focusin=${this.moving.focusin}>
        ${lines.length === 0 ? this.empty() : html`<div class="lines">${this.beginning()}${lines}</div>`}
      </div>
      <div class="foot-of-log">${this.below()}${this.writers()}<message-composer part="composer" exportparts="box, send" .room=${this.here}></message-composer></div>`
  }

  /** Leads to where one writes. */
  override focus(): void {
    this.renderRoot.querySelector('message-composer')?.focus()
  }

  private lines() {
    const lines = chatLines({
      messages: this.said.value ?? [],
      hidden: this.veiled.list,
      outbox: this.outbox.value ?? [],
      unreadAfter: this.reading.newAfter,
      opened: this.opened,
    })
    return lines.length === 0
      ? []
      : [
          repeat(
            lines,
            ({ key }) => key,
            (line) => lineView(this.view, line),
          ),
        ]
  }

  private empty(): TemplateResult {
    return html`<div class="empty"><slot name="empty"><span class="glyph big">${messageCircleIcon}</span>
      <p class="strong">${this.text('chat-empty')}</p><p class="t-s">${this.text('chat-empty-what')}</p></slot>${this.erased()}</div>`
  }

  /** The first line of the log, or the way to what came before it. */
  private beginning(): TemplateResult | typeof nothing {
    if (!this.hasOlder.value) return this.erased()
    return html`<p class="sys older">${
      this.older.isLoading
        ? this.text('chat-older-loading')
        : html`<button class="btn quiet small" @click=${this.older.load}>${this.text('chat-older')}</button>`
    }</p>`
  }

  private erased(): TemplateResult | typeof nothing {
    const minutes = this.settings.value?.eraseAfterMinutes
    if (minutes === undefined) return nothing
    const { unit, count } = erasedAfter(minutes)
    return html`<p class="sys">${hourglassIcon}${this.text(`chat-erased-${unit}`, { count })}</p>`
  }

  private below(): TemplateResult | typeof nothing {
    const count = this.reading.below
    if (count === undefined) return nothing
    const words = count > 0 ? this.text('chat-to-new', { count }) : this.text('chat-to-end')
    return html`<p class="below"><button class="btn small ${count > 0 ? 'new' : ''}" @click=${this.reading.toNew}>${arrowDownIcon}${words}</button></p>`
  }

  private writers(): TemplateResult | typeof nothing {
    const words = sayTyping(this.words, this.people.value ?? [], this.typing.value ?? [])
    if (words === undefined) return nothing
    return html`<p class="typing" part="typing"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span class="clip" dir="auto">${words}</span></p>`
  }

  private get view(): LineView {
    return {
      words: this.words,
      room: this.here as NonNullable<typeof this.here>, // drawn only inside a room
      isOpen: (key) => this.opened.has(key),
      toggle: (key) => {
        const next = new Set(this.opened)
        if (!next.delete(key)) next.add(key)
        this.opened = next
      },
    }
  }
}

define('sanctuary-chat', SanctuaryChat)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-chat': SanctuaryChat
  }
}
