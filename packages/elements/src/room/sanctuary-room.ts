import { ContextProvider } from '@lit/context'
import { type ClientOptions, createSanctuaryClient, type Room, type SanctuaryClient } from '@sanctuary/sdk-core'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { define } from '../base/define.ts'
import { garden } from '../base/garden.ts'
import { doorOpenIcon, flowerIcon } from '../base/icons.ts'
import { roomContext } from '../base/room-context.ts'
import { SanctuaryElement } from '../base/sanctuary-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { gardens } from '../base/styles/garden.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { RoomLeaveEvent } from '../controls/control-events.ts'
import { leavePage } from '../join/leave-page.ts'
import type { RoomJoinEvent } from '../join/room-join-event.ts'
import '../join/sanctuary-join.ts'
import { FaultController } from '../status/fault-controller.ts'
import { faultViews } from '../status/fault-view.ts'
import '../status/room-status.ts'
import type { StatusActEvent } from '../status/status-act-event.ts'
import { takeHostKey } from './host-key-fragment.ts'
import { QuickExit } from './quick-exit.ts'
import { RoomExitEvent } from './room-exit-event.ts'
import { roomTexts } from './room-texts.ts'
import { styles } from './sanctuary-room.styles.ts'

/**
 * The whole experience of a room from one tag: what it is about, the ground rules, name and voice; then the people, the chat and one's own
 * controls; and a plain sentence with a way on whenever something is wrong.
 *
 * @slot brand - name or logo of the site
 * @slot banner - a line above the room
 * @csspart header - the bar with topic, connection, quick exit and help
 * @csspart stage - the place of people and controls
 * @csspart panel - chat, people and rules
 * @csspart dock - one's own controls
 * @fires {RoomJoinEvent} sanctuary-room-join - this person has joined
 * @fires {RoomLeaveEvent} sanctuary-room-leave - this person left by choice
 * @fires {RoomExitEvent} sanctuary-room-exit - this person used the quick exit; prevented, the page leads them away itself
 * @fires {StatusActEvent} sanctuary-status-act - the button of a fault was pressed
 */
export class SanctuaryRoom extends SanctuaryElement {
  static override styles = [base, surfaces, gardens, styles]

  private readonly text = this.texts(roomTexts)
  private readonly provider = new ContextProvider(this, { context: roomContext })
  private readonly trouble = new FaultController(this, () => this.joined)

  /** Address of the server kit, such as `https://talk.example` or `/sanctuary`. */
  @property() server = ''

  /** Id of the room. */
  @property() room = ''

  /** `auto` follows the width of the element; `wide` and `narrow` stay as they are. */
  @property() layout: 'auto' | 'wide' | 'narrow' = 'auto'

  /** Where the quick exit leads. Nothing is asked of that page before. */
  @property({ attribute: 'exit-url' }) exitUrl = 'https://www.wikipedia.org/'

  /** Address of `disguise-worklet.js`, where the page has a copy of its own; default: the server's. */
  @property() worklet = ''

  /** Sound goes through a TURN relay of the operator's or not at all. See docs/guides/privacy.md for what that hides. */
  @property({ type: Boolean, attribute: 'relay-only' }) relayOnly = false

  /** A partner's JWT for the person, fetched at each join and never stored. */
  @property({ attribute: false }) identity?: ClientOptions['identity']

  /** Makes the person a host. Default: what the page's own address carries behind the `#`. It is used once. */
  @property({ attribute: false }) hostKey?: string

  /** The way to the server, shared with other elements; default: one of its own. */
  @property({ attribute: false }) client?: SanctuaryClient

  /** The joined room. Set it to show one that was joined elsewhere. */
  @property({ attribute: false }) joined?: Room

  private readonly standing = this.watch(() => this.joined?.$standing)
  private own: SanctuaryClient | undefined
  private sounding: Room | undefined
  private arriving = false

  constructor() {
    super()
    new QuickExit(this, () => this.exit())
    this.addEventListener('sanctuary-room-join', this.enter)
    this.addEventListener('sanctuary-status-act', this.help)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.hostKey ??= takeHostKey()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.forgetClient()
  }

  protected override willUpdate(changed: PropertyValues<SanctuaryRoom>): void {
    if (changed.has('joined')) this.provider.setValue(this.joined)
    if (changed.has('server')) this.forgetClient()
    if (this.joined) void import('./live-room.ts')
  }

  /** Sound begins as soon as this person is inside. Where the browser wants a press first, the room says so. */
  protected override updated(): void {
    const room = this.joined
    if (room === this.sounding || (room && this.standing.value?.state !== 'inside')) return
    this.sounding = room
    if (room) void this.arrive()
    if (room?.has('audio')) room.audio.start().catch(() => {})
  }

  /** Leaves at once, forgets this person, also where they have not come in yet, and opens a neutral page. */
  exit(): void {
    const client = this.client ?? this.own
    this.toggleAttribute('gone', true)
    this.requestUpdate()
    this.joined?.quickExit()
    client?.forget()
    this.own?.close()
    if (this.emit(new RoomExitEvent())) location.replace(this.exitUrl)
  }

  override render() {
    if (this.hasAttribute('gone')) return nothing // which also lets go of a microphone that is being tried
    const fault = this.joined ? this.trouble.fault : undefined
    if (this.joined && !(fault && faultViews[fault.kind].shape === 'card'))
      return html`<live-room exportparts="header, stage, panel, dock" .layout=${this.layout} @live-exit=${this.exit}
        ><slot name="brand" slot="brand"><span class="glyph">${flowerIcon}</span></slot><slot name="banner" slot="banner"></slot></live-room>`
    return this.entrance(this.joined ? this.status() : this.isComplete ? this.join() : this.incomplete())
  }

  private entrance(content: TemplateResult): TemplateResult {
    return html`<div class="entrance">
      <div class="head" part="header"><span class="brand"><slot name="brand"><span class="glyph">${flowerIcon}</span></slot></span>
        <button class="btn line small end" aria-describedby="exit-what" @click=${this.exit}>${doorOpenIcon}${this.text('room-quick-exit')}</button><span class="sr" id="exit-what">${this.text('room-quick-exit-what')}</span></div>
      <slot name="banner"></slot>
      <div class="content">${content}</div>
      ${garden()}
    </div>`
  }

  private join(): TemplateResult {
    return html`<sanctuary-join .client=${this.way} .room=${this.room} .hostKey=${this.hostKey} .exitUrl=${this.exitUrl}></sanctuary-join>`
  }

  private status(): TemplateResult {
    return html`<room-status .room=${this.joined} only="card"></room-status>`
  }

  private incomplete(): TemplateResult {
    return html`<section class="card stack g3 measure"><h2 class="t-l">${this.text('room-incomplete')}</h2><p class="t-s">${this.text('room-incomplete-what')}</p></section>`
  }

  private get isComplete(): boolean {
    return Boolean(this.room && (this.client || this.server))
  }

  private get way(): SanctuaryClient {
    this.own ??= this.client
      ? undefined
      : createSanctuaryClient({
          server: this.server,
          identity: this.identity,
          worklet: this.worklet || undefined,
          iceTransportPolicy: this.relayOnly ? 'relay' : undefined,
        })
    return (this.client ?? this.own) as SanctuaryClient // one of the two is there
  }

  private forgetClient(): void {
    this.own?.close()
    this.own = undefined
  }

  private readonly enter = ({ detail: { room } }: RoomJoinEvent): void => {
    this.hostKey = undefined
    this.joined = room
    this.arriving = this.matches(':focus-within')
  }

  /** The button that was pressed is gone: whoever uses the keyboard goes on from the top of the room. */
  private async arrive(): Promise<void> {
    await customElements.whenDefined('live-room')
    const live = this.renderRoot.querySelector('live-room')
    await live?.updateComplete
    if (!live || !this.arriving) return
    this.arriving = false
    live.focus()
  }

  /** What the button of a fault does to a room that is over; listeners of the page may do something else first. */
  private readonly help = (event: StatusActEvent): void => {
    const { act } = event.detail
    queueMicrotask(() => {
      if (event.defaultPrevented || !this.joined) return
      const isOver = this.joined.$connection.get().state === 'closed'
      if (act === 'join' || act === 'again' || (act === 'retry' && isOver)) this.joined = undefined // the entrance knows how to come back
      if (act === 'leave' && this.emit(new RoomLeaveEvent(true))) leavePage(this.exitUrl)
    })
  }
}

define('sanctuary-room', SanctuaryRoom)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-room': SanctuaryRoom
  }
}
