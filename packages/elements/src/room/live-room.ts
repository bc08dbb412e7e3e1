import { isStaff } from '@sanctuary/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { garden } from '../base/garden.ts'
import { shieldIcon } from '../base/icons.ts'
import { RoomElement } from '../base/room-element.ts'
import { RovingFocus } from '../base/roving-focus.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { gardens } from '../base/styles/garden.styles.ts'
import { overlays } from '../base/styles/overlays.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { tabs } from '../base/styles/tabs.styles.ts'
import { AskDialog } from '../controls/ask-dialog.ts'
import { CallAnnouncer } from '../people/call-announcer.ts'
import type { RulesAcceptEvent } from '../rules/rules-accept-event.ts'
import { liveHeader } from './live-header.ts'
import './live-parts.ts'
import { styles } from './live-room.styles.ts'
import { liveTexts } from './live-texts.ts'
import { type Size, sizeOf, type View, viewIcons, viewsOf } from './live-views.ts'
import { RegionCycle } from './region-cycle.ts'

/** A joined room, put together from its parts. `<sanctuary-room>` shows it; it is not meant for pages. */
export class LiveRoom extends RoomElement {
  static override styles = [base, surfaces, fields, tabs, gardens, overlays, styles]

  private readonly text = this.texts(liveTexts)
  private readonly settings = this.store((room) => room.$settings)
  private readonly connection = this.store((room) => room.$connection)
  private readonly people = this.store((room) => room.participants.$people)
  private readonly me = this.store((room) => room.participants.$me)
  private readonly waiting = this.store((room) => room.participants.$waiting)
  private readonly pings = this.store((room) => room.hosts.$pings)
  private readonly queue = this.store((room) => room.hands.$queue)
  private readonly unread = this.store((room) => room.chat.$unread)
  private readonly attempts = new Attempts(this)
  private readonly asking: AskDialog = new AskDialog({ host: this, attempts: this.attempts, room: () => this.here })
  private readonly roving = new RovingFocus(this, {
    items: () => [...this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')],
    moved: (tab) => tab.click(),
    home: (tab) => tab.ariaSelected === 'true',
  })
  private readonly observer = new ResizeObserver(([entry]) => this.measure(entry?.contentRect.width ?? 0))

  @property() layout: 'auto' | 'wide' | 'narrow' = 'auto'

  @state() private size: Size = 'wide'
  @state() private chosen: View | undefined
  @state() private accepted: number | undefined
  private width = 0

  constructor() {
    super()
    new CallAnnouncer(this, () => this.here)
    new RegionCycle(this)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.measure(this.getBoundingClientRect().width)
    this.observer.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.observer.disconnect()
  }

  protected override willUpdate(): void {
    this.size = sizeOf(this.width, this.layout)
    this.accepted ??= this.settings.value?.rulesVersion
  }

  override render(): TemplateResult | typeof nothing {
    const settings = this.settings.value
    if (!settings || !this.me.value) return nothing
    const narrow = this.size === 'narrow'
    return html`<div class="room ${this.size}" @sanctuary-people-open=${() => this.show('people')} @sanctuary-voice-open=${this.openVoice} @sanctuary-chat-open=${this.openChat} @sanctuary-rules-accept=${this.accept}>
      ${liveHeader({ words: this.words, size: this.size, settings, people: this.people.value?.length ?? 0, connection: this.connection.value, exit: this.exit, ask: this.isStaff ? undefined : () => this.asking.open() })}
      <div class="banners"><slot name="banner"></slot><room-status only="banner"></room-status>${this.newRules(settings.rulesVersion)}${this.attempts.render()}</div>
      ${narrow ? this.oneView() : html`${this.stage(true)}${this.panel()}`}
      ${narrow ? html`<section class="dock" part="dock" data-region tabindex="-1" aria-label=${this.text('live-controls')}><sanctuary-controls></sanctuary-controls></section>` : nothing}
      ${narrow ? this.tabList('bottom', 'live-views') : nothing}
    </div>
    ${this.asking.render()}`
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[data-region]')?.focus()
  }

  private stage(withDock: boolean): TemplateResult {
    return html`<section class="stage" part="stage" data-region tabindex="-1" aria-label=${this.text('live-stage')}>
      <room-notices></room-notices>
      <sanctuary-stage see-everyone></sanctuary-stage>
      ${withDock ? html`<div class="dock" part="dock" data-region tabindex="-1" role="region" aria-label=${this.text('live-controls')}><sanctuary-controls></sanctuary-controls></div>` : nothing}
      ${garden()}
    </section>`
  }

  private panel(): TemplateResult {
    return html`<aside class="panel" part="panel" data-region tabindex="-1" aria-label=${this.text('live-panel')}>
      ${this.tabList('tabs', 'live-panel')}
      ${this.views.map((view) => this.tabPanel(view, this.content(view)))}
    </aside>`
  }

  private oneView(): TemplateResult {
    return html`${this.view === 'audio' ? this.tabPanel('audio', this.stage(false), 'stage') : nothing}
      <div class="panel" part="panel" data-region tabindex="-1" ?hidden=${this.view === 'audio'}>
        ${this.views.filter((view) => view !== 'audio').map((view) => this.tabPanel(view, this.content(view)))}
      </div>`
  }

  private tabPanel(view: View, content: TemplateResult, look = ''): TemplateResult {
    return html`<div class=${look} role="tabpanel" id="panel-${view}" aria-labelledby="tab-${view}" tabindex="0" ?hidden=${view !== this.view}>${content}</div>`
  }

  private content(view: View): TemplateResult {
    if (view === 'chat') return html`${this.isStaff ? html`<hand-queue limit="2"></hand-queue>` : nothing}<sanctuary-chat></sanctuary-chat>`
    if (view === 'people')
      return html`${this.view === 'people' ? html`<sanctuary-people></sanctuary-people>` : nothing}${this.size === 'narrow' ? this.rules() : nothing}`
    if (view === 'rules') return this.rules()
    return html`${this.view === 'voice' ? html`<voice-panel></voice-panel>` : nothing}`
  }

  private rules(): TemplateResult {
    return html`<sanctuary-rules .accepted=${this.accepted}></sanctuary-rules>`
  }

  private tabList(look: 'tabs' | 'bottom', label: 'live-panel' | 'live-views'): TemplateResult {
    return html`<div class=${look} role="tablist" aria-label=${this.text(label)} @keydown=${this.roving.keydown} @focusin=${this.roving.focusin}>
      ${this.views.map(
        (
          view,
        ) => html`<button role="tab" id="tab-${view}" aria-selected=${String(view === this.view)} aria-controls="panel-${view}" @click=${() => this.show(view)}
          >${look === 'bottom' ? viewIcons[view] : nothing}<span>${this.text(`live-${view}`)}</span>${this.count(view)}</button>`,
      )}
    </div>`
  }

  private count(view: View): TemplateResult | typeof nothing {
    const hands = this.size === 'narrow' ? (this.queue.value?.length ?? 0) : 0 // wide, they stand above the chat
    const calls = this.isStaff ? hands + (this.waiting.value?.length ?? 0) + (this.pings.value?.length ?? 0) : 0
    if (view === 'chat' && this.view !== 'chat' && this.unread.value) return this.badge(this.unread.value, 'live-chat-unread')
    if (view === 'people' && calls) return this.badge(calls, 'live-people-calls')
    if (view === 'people' && this.size !== 'narrow') return this.badge(this.people.value?.length ?? 0, 'live-people-count', 'soft')
    return nothing
  }

  private badge(count: number, label: 'live-chat-unread' | 'live-people-calls' | 'live-people-count', look = ''): TemplateResult {
    return html`<span class="count ${look}"><span aria-hidden="true">${count}</span><span class="sr">, ${this.text(label, { count })}</span></span>`
  }

  private newRules(version: number): TemplateResult | typeof nothing {
    if (this.accepted === undefined || version <= this.accepted) return nothing
    return html`<div class="banner">${shieldIcon}<p class="grow">${this.text('live-rules-changed')}</p>
      <button class="btn line small" @click=${() => this.show(this.size === 'narrow' ? 'people' : 'rules')}>${this.text('live-rules-read')}</button></div>`
  }

  private get views(): View[] {
    return viewsOf(this.size, { chat: this.here?.has('chat') ?? false, voice: this.here?.has('audio') ?? false })
  }

  private get view(): View {
    const { views } = this
    return this.chosen && views.includes(this.chosen) ? this.chosen : (views[0] ?? 'people')
  }

  private get isStaff(): boolean {
    return isStaff(this.me.value?.role ?? 'listener')
  }

  private measure(width: number): void {
    this.width = width
    this.size = sizeOf(width, this.layout)
  }

  private show(view: View): void {
    this.chosen = view
  }

  private readonly openVoice = (event: Event): void => {
    if (this.size !== 'narrow') return
    event.preventDefault()
    this.show('voice')
  }

  private readonly openChat = async (): Promise<void> => {
    this.show('chat')
    await this.updateComplete
    this.renderRoot.querySelector('sanctuary-chat')?.focus()
  }

  private readonly accept = (event: RulesAcceptEvent): void => {
    this.accepted = event.detail.version
  }

  private readonly exit = (): void => {
    this.emit(new Event('live-exit'))
  }
}

define('live-room', LiveRoom)

declare global {
  interface HTMLElementTagNameMap {
    'live-room': LiveRoom
  }
}
