import { maxMessageLength } from '@sanctuary/protocol'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { define } from '../base/define.ts'
import { grow } from '../base/grow.ts'
import { triangleAlertIcon } from '../base/icons.ts'
import { arrowUpIcon } from '../base/live-icons.ts'
import { RoomElement } from '../base/room-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { composerTexts } from './chat-texts.ts'
import { keepDraft, readDraft } from './drafts.ts'
import { styles } from './message-composer.styles.ts'

const countFrom = 300

/**
 * Where a person writes to everyone. Enter sends, Shift+Enter begins a new line. What was not sent is still there after the element
 * was away.
 *
 * @csspart box - the frame around the field and its button
 * @csspart send - the button
 */
class MessageComposer extends RoomElement {
  static override styles = [base, fields, styles]
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true }

  private readonly text = this.texts(composerTexts)
  private readonly connection = this.store((room) => room.$connection)
  private readonly width = new ResizeObserver(() => this.area && grow(this.area))

  /** What is written. */
  @state() private draft = ''

  override connectedCallback(): void {
    super.connectedCallback()
    this.width.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.width.disconnect()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('room') || !this.hasUpdated) this.draft = this.here ? readDraft(this.here) : ''
  }

  protected override updated(): void {
    if (this.area) grow(this.area)
  }

  override render() {
    if (!this.here) return nothing
    if (this.connection.value?.state === 'closed') return html`<p class="over t-s muted">${this.text('composer-over')}</p>`
    return html`<form class="composer" @submit=${this.submit}>
      <div class="box" part="box" @pointerup=${this.point}>
        <textarea rows="1" enterkeyhint="send" dir="auto" aria-label=${this.text('composer-label')} placeholder=${this.text('composer-placeholder')}
          aria-describedby=${this.left < countFrom ? 'count' : nothing} aria-invalid=${this.left < 0 ? 'true' : nothing}
          .value=${this.draft} @input=${this.write} @keydown=${this.keydown}></textarea>
        <button class="btn primary icon" part="send" aria-label=${this.text('composer-send')} aria-disabled=${this.maySend ? nothing : 'true'}>${arrowUpIcon}</button>
      </div>
      ${this.count()}
    </form>`
  }

  private count(): TemplateResult | typeof nothing {
    if (this.left >= countFrom) return nothing
    if (this.left < 0)
      return html`<p class="problem" id="count">${triangleAlertIcon}${this.text('composer-long', { count: -this.left })}</p>`
    return html`<p class="t-xs muted num" id="count">${this.text('composer-left', { count: this.left })}</p>`
  }

  private get area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea')
  }

  private get left(): number {
    return maxMessageLength - this.draft.trim().length
  }

  private get maySend(): boolean {
    return this.left >= 0 && this.left < maxMessageLength
  }

  private readonly write = (event: InputEvent): void => {
    this.put((event.target as HTMLTextAreaElement).value) // the listener sits on the text area
    this.here?.chat.setTyping(this.draft.trim() !== '')
  }

  private readonly keydown = (event: KeyboardEvent): void => {
    // 229: Safari ends composing before the Enter that confirmed it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    this.send()
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault()
    this.send()
    this.area?.focus()
  }

  /** The frame belongs to the field. */
  private readonly point = (event: MouseEvent): void => {
    if (event.target === event.currentTarget) this.area?.focus()
  }

  private send(): void {
    if (!this.here || !this.maySend) return
    // What goes wrong with it stands beside the message, in the outbox.
    this.here.chat.send(this.draft).catch(() => {})
    this.put('')
  }

  private put(text: string): void {
    this.draft = text
    if (this.here) keepDraft(this.here, text)
  }
}

define('message-composer', MessageComposer)

declare global {
  interface HTMLElementTagNameMap {
    'message-composer': MessageComposer
  }
}
