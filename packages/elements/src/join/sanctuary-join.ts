import { createSanctuaryClient, type Room, type RoomPreview, type SanctuaryClient, type SanctuaryError } from '@sanctuary/sdk-core'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { sayError } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { flowerIcon, shieldIcon, triangleAlertIcon } from '../base/icons.ts'
import { picture } from '../base/picture.ts'
import { SanctuaryElement } from '../base/sanctuary-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { pictures } from '../base/styles/pictures.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { voice } from '../base/styles/voice.styles.ts'
import { RoomLeaveEvent } from '../controls/control-events.ts'
import '../status/room-status.ts'
import type { StatusActEvent } from '../status/status-act-event.ts'
import { Appearance } from './appearance.ts'
import { againMs, Entrance } from './entrance.ts'
import { HostKeyPart } from './host-key-part.ts'
import { joinTexts } from './join-texts.ts'
import { leavePage } from './leave-page.ts'
import { MicrophonePart } from './microphone-part.ts'
import { RoomJoinEvent } from './room-join-event.ts'
import { roomPreview, roomPromises } from './room-preview.ts'
import { styles } from './sanctuary-join.styles.ts'

/**
 * The way into a room: what it is about, its ground rules, a name and picture for it, the microphone tried with the disguise. Somebody who
 * was there before comes back without any of it. At a door that is closed for now it waits and looks again by itself.
 *
 * @slot footer - below the form
 * @csspart preview - what the room is about
 * @csspart rules - the ground rules
 * @csspart accept - the box that accepts them
 * @csspart picture - one's own picture
 * @csspart alias - the name
 * @csspart suggest - the button that draws a new name and picture
 * @csspart check - the button that opens the microphone
 * @csspart fault - why there is no microphone
 * @csspart join - the button that joins
 * @fires {RoomJoinEvent} sanctuary-room-join - this person has joined, or waits for a host
 * @fires {RoomLeaveEvent} sanctuary-room-leave - somebody leaves the page of a room they cannot enter
 * @fires {StatusActEvent} sanctuary-status-act - the button of a fault was pressed
 */
export class SanctuaryJoin extends SanctuaryElement {
  static override styles = [base, surfaces, fields, pictures, voice, styles]

  private readonly text = this.texts(joinTexts)
  private readonly hostKeyPart = new HostKeyPart(this, () => this.hostKey)
  private readonly entrance = new Entrance(this, {
    client: () => this.way,
    room: () => this.preview?.id ?? this.room,
    hostKey: () => this.hostKeyPart.key ?? (this.hostKeyPart.isOpen ? '' : undefined),
    joined: (room) => this.enter(room),
    free: () => this.announce(`open:${performance.now()}`, this.text('join-open-now')),
  })
  private readonly appearance = new Appearance(this, { client: () => this.way, room: () => this.preview?.id ?? this.room })
  private readonly microphone = new MicrophonePart(this, () => this.way)
  private readonly standing = this.watch(() => this.joined?.$standing)
  private own: SanctuaryClient | undefined

  /** Address of the server kit, such as `https://talk.example` or `/sanctuary`; not needed where `client` is given. */
  @property() server = ''

  /** Id of the room; not needed where `preview` is given. */
  @property() room = ''

  /** The way to the server, shared with other elements; default: one of its own. */
  @property({ attribute: false }) client?: SanctuaryClient

  /** The room as it is before joining, where somebody has looked already; default: asked of the server. */
  @property({ attribute: false }) preview?: RoomPreview

  /** Where somebody is led who cannot come in and leaves, if they came from nowhere. */
  @property({ attribute: 'exit-url' }) exitUrl = 'about:blank'

  /** Makes the person a host. It is used once and kept nowhere. */
  @property({ attribute: false }) hostKey?: string

  @state() private accepted = false
  @state() private missesRules = false
  @state() private joined: Room | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (!this.joined) this.own?.close()
    this.own = undefined
  }

  protected override willUpdate(changed: PropertyValues<SanctuaryJoin>): void {
    if (this.joined) return
    if (this.preview && changed.has('preview')) void this.entrance.take(this.preview)
    else if (!this.preview && (changed.has('server') || changed.has('room') || changed.has('client'))) void this.entrance.open()
    if (changed.has('preview') || changed.has('room')) void this.appearance.begin()
  }

  override render() {
    if (this.joined) return this.lobby(this.joined)
    if (!this.way || !(this.room || this.preview)) return this.incomplete()
    const { fault, preview } = this.entrance
    if (fault && !preview) return this.closed(fault)
    if (!preview)
      return html`<div class="opening" role="status"><span class="glyph big">${flowerIcon}</span><p>${this.text('join-opening')}</p></div>`
    return html`<form class="cols" novalidate @submit=${this.submit}>
      <div class="stack g6">${roomPreview(this.words, preview)}${fault ? nothing : this.rules(preview)}${roomPromises(this.words, preview)}</div>
      ${fault ? this.closed(fault) : this.form(preview)}
    </form>`
  }

  private form(preview: RoomPreview): TemplateResult {
    const { isReturning } = this.entrance
    return html`<section class="card raised stack" aria-label=${this.text('join-appear')}>
      ${isReturning ? html`<p>${this.text('join-returning')}</p>` : this.appearance.render()}
      <hr class="rule">
      ${this.voice(preview)}
      ${this.problem()}
      ${this.button(preview)}
      <p class="t-s muted">${this.text('join-honest')}</p>
      ${isReturning ? nothing : this.hostKeyPart.render()}
      <slot name="footer"></slot>
    </section>`
  }

  private rules({ rules, rulesVersion }: RoomPreview): TemplateResult | typeof nothing {
    if (rules.length === 0) return nothing
    return html`<section class="card stack" aria-labelledby="before">
      <h2 class="t-l" id="before">${this.text('join-before')}</h2>
      <ol class="rules" part="rules">${rules.map((rule) => html`<li><span dir="auto">${rule}</span></li>`)}</ol>
      <hr class="rule">
      <label class="check" part="accept"><input type="checkbox" id="accept" .checked=${this.accepted} aria-describedby=${this.missesRules ? 'why' : nothing} @change=${this.accept}
        ><span><span class="strong">${this.text('join-accept')}</span> <span class="muted t-s">${this.text('join-version', { version: rulesVersion })}</span></span></label>
    </section>`
  }

  private voice(preview: RoomPreview): TemplateResult {
    const title = html`<h2 class="t-l">${this.text('join-voice')}</h2>`
    if (isSilent(preview)) return html`${title}<p class="t-s muted">${preview.audio.message}</p>`
    if (this.isListener(preview)) return html`${title}<p class="t-s muted">${this.text('join-listening')}</p>`
    return this.microphone.render()
  }

  /** What joining was refused for, unless a field says so. */
  private problem(): TemplateResult | typeof nothing {
    const { refusal } = this.entrance
    if (!refusal || this.hostKeyPart.isWrong || this.appearance.problem) return nothing
    const words = refusal.code === 'RULES_NOT_ACCEPTED' ? this.text('join-rules-changed') : sayError(this.words, refusal)
    return html`<div class="notice n-danger">${triangleAlertIcon}<p>${words}</p></div>`
  }

  private button(preview: RoomPreview): TemplateResult {
    const { isJoining } = this.entrance
    const missing = this.mustAccept(preview)
    const why = missing
      ? html`<p class="t-s why ${this.missesRules ? 'problem' : 'muted row'}" id="why">${this.missesRules ? triangleAlertIcon : nothing}${this.text('join-accept-missing')}</p>`
      : nothing
    return html`${preview.approval && this.hostKeyPart.key === undefined ? html`<p class="t-s muted">${this.text('join-approval')}</p>` : nothing}
      <div class="stack g2"><button class="btn primary large full" type="submit" part="join" aria-disabled=${missing || isJoining ? 'true' : nothing}
        aria-describedby=${missing ? 'why' : nothing}>${this.text(isJoining ? 'join-joining' : this.act(preview))}</button>${why}</div>`
  }

  private act(preview: RoomPreview): 'join-act' | 'join-act-back' | 'join-act-listen' | 'join-act-write' {
    if (this.entrance.isReturning) return 'join-act-back'
    if (isSilent(preview) || this.microphone.isSoundless) return 'join-act-write'
    return this.microphone.isMissing || this.isListener(preview) ? 'join-act-listen' : 'join-act'
  }

  private closed(fault: SanctuaryError): TemplateResult {
    const { looksAgain, isWaitingForPlace, lookedAt, preview } = this.entrance
    const time = new Intl.DateTimeFormat(this.words.lang, { timeStyle: 'medium' }).format(lookedAt)
    return html`<div class="closed"><room-status .error=${fault} @sanctuary-status-act=${this.help}></room-status>
      ${looksAgain ? html`<p class="t-s muted note num">${this.text(isWaitingForPlace ? 'join-wait-place' : 'join-again', { seconds: againMs / 1000, time })}</p>` : nothing}
      ${preview && fault.code === 'ROOM_LOCKED' ? html`<button class="btn quiet small" type="button" @click=${this.enterAsHost}>${shieldIcon}${this.text('join-host')}</button>` : nothing}</div>`
  }

  /** Inside the element around takes over; alone, this one shows how the person stands. */
  private lobby(room: Room): TemplateResult {
    const waits = this.standing.value?.state === 'waiting' && !this.entrance.isReturning
    return html`<div class="lobby">
      ${waits ? html`${picture(this.appearance.seed, 'xl')}<p class="t-m">${this.text('join-waiting-as', { name: this.appearance.alias })}</p>` : nothing}
      <room-status .room=${room} only="card" @sanctuary-status-act=${this.help}></room-status></div>`
  }

  private incomplete(): TemplateResult {
    return html`<section class="card stack g3 measure"><h2 class="t-l">${this.text('join-incomplete')}</h2><p class="t-s">${this.text('join-incomplete-what')}</p></section>`
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const { preview, isReturning, isJoining } = this.entrance
    if (!preview || isJoining) return
    if (this.mustAccept(preview)) {
      this.missesRules = true
      return void this.point('accept', this.text('join-accept-missing'))
    }
    if (!isReturning && !this.appearance.check()) return void this.point('alias', this.text('join-name-short'))
    const { alias, seed } = this.appearance
    const who = isReturning ? {} : { ...(alias.trim() ? { alias: alias.trim() } : {}), picture: seed }
    void this.entrance.enter({ ...who, rules: preview.rulesVersion, hostKey: this.hostKeyPart.key }).then(() => this.explain())
  }

  /** Leads to what has to be changed. */
  private explain(): void {
    const { refusal } = this.entrance
    if (!refusal) return
    const changedRules = refusal.code === 'RULES_NOT_ACCEPTED'
    if (changedRules) this.accepted = false
    this.hostKeyPart.isWrong = refusal.code === 'HOST_KEY_WRONG'
    if (this.hostKeyPart.isWrong) {
      this.hostKeyPart.open()
      void this.point('key', this.text('join-host-key-wrong'))
    } else if (this.appearance.take(refusal) && this.appearance.problem) void this.point('alias', this.text(this.appearance.problem))
    else
      void this.point(changedRules ? 'accept' : undefined, changedRules ? this.text('join-rules-changed') : sayError(this.words, refusal))
  }

  private async point(field: 'accept' | 'alias' | 'key' | undefined, sentence?: string): Promise<void> {
    if (sentence) this.announce(`join:${performance.now()}`, sentence, 'assertive')
    this.requestUpdate()
    await this.updateComplete
    if (field) this.renderRoot.querySelector<HTMLElement>(`#${field}`)?.focus()
  }

  /** Hosts pass a locked door. */
  private readonly enterAsHost = (): void => {
    this.hostKeyPart.open()
    void this.point('key')
  }

  private readonly accept = (event: Event): void => {
    this.accepted = (event.target as HTMLInputElement).checked // the listener sits on the box
    this.missesRules = false
  }

  /** The buttons of faults: looking again is this element's work, and going away the page's. */
  private readonly help = (event: StatusActEvent): void => {
    const { act } = event.detail
    if (act === 'retry' || act === 'now' || act === 'join' || act === 'again') {
      event.preventDefault()
      const looksAgain = !this.joined && (act === 'retry' || act === 'now')
      this.joined = undefined
      if (looksAgain) this.entrance.again()
      else void this.entrance.open()
    }
    if (act !== 'leave') return
    event.preventDefault()
    if (this.emit(new RoomLeaveEvent(false))) leavePage(this.exitUrl)
  }

  private enter(room: Room): void {
    this.microphone.close()
    this.hostKeyPart.forget()
    this.joined = room
    this.emit(new RoomJoinEvent(room))
  }

  private mustAccept({ rules }: RoomPreview): boolean {
    return rules.length > 0 && !this.accepted
  }

  private isListener({ newcomers }: RoomPreview): boolean {
    return newcomers === 'listener' && this.hostKeyPart.key === undefined && !this.entrance.isReturning
  }

  private get way(): SanctuaryClient | undefined {
    if (this.client) return this.client
    this.own ??= this.server ? createSanctuaryClient({ server: this.server }) : undefined
    return this.own
  }
}

const isSilent = ({ audio }: RoomPreview): boolean => audio.state === 'absent' || audio.state === 'down'

define('sanctuary-join', SanctuaryJoin)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-join': SanctuaryJoin
  }
}
