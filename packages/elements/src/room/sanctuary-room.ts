import { ContextProvider } from '@lit/context'
import {
  type ClientOptions,
  createSanctuaryClient,
  type Room,
  type RoomPreview,
  type SanctuaryClient,
  SanctuaryError,
} from '@sanctuary/sdk-core'
import { html, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { define } from '../base/define.ts'
import { garden } from '../base/garden.ts'
import { doorOpenIcon, flowerIcon } from '../base/icons.ts'
import { roomContext } from '../base/room-context.ts'
import { SanctuaryElement } from '../base/sanctuary-element.ts'
import { base, gardens, surfaces } from '../base/styles/index.ts'
import type { RoomLeaveEvent } from '../controls/control-events.ts'
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

  /** A partner's JWT for the person, fetched at each join and never stored. */
  @property({ attribute: false }) identity?: ClientOptions['identity']

  /** Makes the person a host. Default: what the page's own address carries behind the `#`. It is used once. */
  @property({ attribute: false }) hostKey?: string

  /** The way to the server, shared with other elements; default: one of its own. */
  @property({ attribute: false }) client?: SanctuaryClient

  /** The joined room. Set it to show one that was joined elsewhere. */
  @property({ attribute: false }) joined?: Room

  @state() private preview: RoomPreview | undefined
  @state() private error: SanctuaryError | undefined
  private own: SanctuaryClient | undefined
  private attempt = 0

  constructor() {
    super()
    new QuickExit(this, () => this.exit())
    this.addEventListener('sanctuary-room-join', this.enter)
    this.addEventListener('sanctuary-room-leave', this.left)
    this.addEventListener('sanctuary-status-act', this.help)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.hostKey ??= takeHostKey()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.own?.close()
    this.own = undefined
  }

  protected override willUpdate(changed: PropertyValues<SanctuaryRoom>): void {
    if (changed.has('joined')) this.provider.setValue(this.joined)
    if (this.joined) void import('./live-room.ts')
    else if (changed.has('server') || changed.has('room') || changed.has('client')) void this.open()
  }

  /** Leaves at once, forgets this person and opens a neutral page. */
  exit(): void {
    this.toggleAttribute('gone', true)
    this.joined?.quickExit()
    this.own?.close()
    if (this.emit(new RoomExitEvent())) location.replace(this.exitUrl)
  }

  override render() {
    const fault = this.joined ? this.trouble.fault : undefined
    if (this.joined && !(fault && faultViews[fault.kind].shape === 'card'))
      return html`<live-room exportparts="header, stage, panel, dock" .layout=${this.layout} @live-exit=${this.exit}
        ><slot name="brand" slot="brand"><span class="glyph">${flowerIcon}</span></slot><slot name="banner" slot="banner"></slot></live-room>`
    return this.entrance(this.joined || this.error || !this.isComplete ? this.status() : this.preview ? this.join() : this.opening())
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
    return html`<sanctuary-join .client=${this.way} .preview=${this.preview} .hostKey=${this.hostKey}></sanctuary-join>`
  }

  private opening(): TemplateResult {
    return html`<div class="opening" role="status"><span class="glyph big">${flowerIcon}</span><p>${this.text('room-opening')}</p></div>`
  }

  private status(): TemplateResult {
    if (this.joined || this.error)
      return html`<room-status .room=${this.joined} .error=${this.joined ? undefined : this.error} only="card"></room-status>`
    return html`<section class="card stack g3 measure"><h2 class="t-l">${this.text('room-incomplete')}</h2><p class="t-s">${this.text('room-incomplete-what')}</p></section>`
  }

  private get isComplete(): boolean {
    return Boolean(this.room && (this.client || this.server))
  }

  private get way(): SanctuaryClient {
    this.own ??= this.client ? undefined : createSanctuaryClient({ server: this.server, identity: this.identity })
    return (this.client ?? this.own) as SanctuaryClient // one of the two is there
  }

  /** Comes back as who this page was where it can; else looks at the room first. */
  private async open(): Promise<void> {
    const attempt = ++this.attempt
    this.preview = this.error = undefined
    if (!this.isComplete || !this.isConnected) return
    try {
      const back = (await this.way.recall(this.room)) && (await this.way.join(this.room, { hostKey: this.hostKey }).catch(stranger))
      if (attempt !== this.attempt) return
      if (back) return this.show(back)
      const preview = await this.way.rooms.read(this.room)
      if (attempt !== this.attempt) return
      if (preview.state === 'ended') throw new SanctuaryError('ROOM_ENDED')
      this.preview = preview
    } catch (thrown) {
      if (attempt === this.attempt)
        this.error = thrown instanceof SanctuaryError ? thrown : new SanctuaryError('INTERNAL', { cause: thrown })
    }
  }

  private show(room: Room): void {
    this.hostKey = undefined
    this.joined = room
    // Where the browser wants a press first, the room says so.
    if (room.has('audio')) room.audio.start().catch(() => {})
  }

  private readonly enter = (event: RoomJoinEvent): void => this.show(event.detail.room)

  private readonly left = (event: RoomLeaveEvent): void => {
    if (event.detail.forget) this.hostKey = undefined
  }

  private readonly help = (event: StatusActEvent): void => {
    const { act } = event.detail
    queueMicrotask(() => {
      if (event.defaultPrevented) return
      if (act === 'leave') this.exit()
      if (act !== 'join' && act !== 'again' && (act !== 'retry' || this.joined)) return
      this.joined = undefined
      void this.open()
    })
  }
}

/** A page that cannot come back is a stranger again; anything else has to be said. */
function stranger(thrown: unknown): undefined {
  if (thrown instanceof SanctuaryError && thrown.code === 'CREDENTIAL_UNKNOWN') return undefined
  throw thrown
}

define('sanctuary-room', SanctuaryRoom)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-room': SanctuaryRoom
  }
}
