import type { SanctuaryError } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { RoomElement } from '../base/room-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { TickController } from '../base/tick-controller.ts'
import { nameStop } from '../voice/voice-stop.ts'
import { type Fault, type FaultKind, faultOf } from './fault.ts'
import { FaultController } from './fault-controller.ts'
import { faultViews, type StatusAct } from './fault-view.ts'
import { styles } from './room-status.styles.ts'
import { StatusActEvent } from './status-act-event.ts'
import { statusTexts } from './status-texts.ts'

/** Ways out are not what the card invites to. */
const quiet: ReadonlySet<StatusAct> = new Set(['leave', 'cancel'])
/** What controls and voice panel say as well, under the name of the stop. */
const ofVoice = (kind: FaultKind) => kind === 'disguise' || kind.startsWith('microphone-')
const urgent: ReadonlySet<FaultKind> = new Set(['removed', 'banned', 'disguise', 'ended'])

/**
 * What stands between a person and the room, in one plain sentence with one action that works. Draws nothing while all is well.
 *
 * @csspart card - what takes the place of the room
 * @csspart banner - what stands above it
 * @csspart action - the button
 * @fires {StatusActEvent} sanctuary-status-act - the button was pressed; prevented, the element does nothing
 */
export class RoomStatus extends RoomElement {
  static override styles = [base, surfaces, styles]

  private readonly text = this.texts(statusTexts)
  private readonly settings = this.store((room) => room.$settings)
  private readonly trouble = new FaultController(this, () => this.here)
  private readonly attempts = new Attempts(this)
  private shown: FaultKind | undefined

  /** What went wrong before there was a room. */
  @property({ attribute: false }) error?: Pick<SanctuaryError, 'code' | 'message'>

  /** Shows only what takes the place of the room, or only what stands above it. */
  @property() only?: 'card' | 'banner'

  /** A fault the person has put away; it is shown again when it comes again. */
  @state() private dismissed: FaultKind | undefined

  constructor() {
    super()
    new TickController(this, 1000, () => this.fault?.nextTryAt !== undefined)
  }

  /** What is wrong, if anything. */
  get fault(): Fault | undefined {
    return this.error ? faultOf(this.error) : this.trouble.fault
  }

  protected override willUpdate(): void {
    const kind = this.fault?.kind
    if (kind !== this.dismissed) this.dismissed = undefined
  }

  protected override updated(): void {
    const stop = this.here && nameStop(this.here.audio)
    const fault = this.visible
    if (fault?.kind === this.shown) return
    this.shown = fault?.kind
    if (!fault) return
    const sentence = `${this.text(`fault-${fault.kind}`)}. ${this.sentence(fault)}`
    const id = stop && ofVoice(fault.kind) ? stop : `fault:${fault.kind}:${performance.now()}`
    this.announce(id, sentence, urgent.has(fault.kind) ? 'assertive' : 'polite')
  }

  override render() {
    const fault = this.visible
    if (!fault) return nothing
    return faultViews[fault.kind].shape === 'card' ? this.card(fault) : this.banner(fault)
  }

  private card(fault: Fault): TemplateResult {
    const { icon, tone } = faultViews[fault.kind]
    return html`<section class="card t-${tone}" part="card" aria-labelledby="title">
      <span class="glyph ${tone === 'calm' ? '' : `g-${tone}`}">${icon}</span>
      <h2 id="title">${this.text(`fault-${fault.kind}`)}</h2>
      <p class="t-s" dir="auto">${this.sentence(fault)}</p>
      ${this.attempts.render()}
      <div class="acts">${this.button(fault, quiet.has(faultViews[fault.kind].act) ? 'btn line' : 'btn primary')}</div>
    </section>`
  }

  private banner(fault: Fault): TemplateResult {
    const { icon, tone } = faultViews[fault.kind]
    const seconds = fault.nextTryAt === undefined ? 0 : Math.ceil((fault.nextTryAt - Date.now()) / 1000)
    return html`<section class="banner t-${tone}" part="banner" aria-labelledby="title">
      ${icon}
      <div class="grow"><h2 id="title">${this.text(`fault-${fault.kind}`)}</h2><span dir="auto">${this.sentence(fault)}</span></div>
      ${seconds > 0 ? html`<span class="muted num">${this.text('status-next-try', { seconds })}</span>` : nothing}
      ${this.button(fault, 'btn line small')}
    </section>${this.attempts.render()}`
  }

  private button(fault: Fault, look: string): TemplateResult {
    const { act } = faultViews[fault.kind]
    return html`<button class=${look} part="action" @click=${() => this.act(fault)}>${this.text(`status-act-${act}`)}</button>`
  }

  private sentence({ kind, said }: Fault): string {
    if (kind === 'trouble' || kind === 'no-sound' || kind === 'sound-later') return said || this.text(`fault-${kind}-what`)
    const what = said ? this.text('status-said', { reason: said }) : this.text(`fault-${kind}-what`)
    const erasedAt = kind === 'ended' ? this.settings.value?.erasedAt : undefined
    if (!erasedAt) return what
    const time = new Intl.DateTimeFormat(this.words.lang, { timeStyle: 'short', dateStyle: 'medium' }).format(new Date(erasedAt))
    return `${what} ${this.text('fault-ended-erased', { time })}`
  }

  private get visible(): Fault | undefined {
    const fault = this.fault
    if (!fault || fault.kind === this.dismissed) return undefined
    return this.only && faultViews[fault.kind].shape !== this.only ? undefined : fault
  }

  private act({ kind }: Fault): void {
    const { act } = faultViews[kind]
    if (!this.emit(new StatusActEvent(kind, act))) return
    if (act === 'listen' || act === 'write') this.dismissed = kind
    if (act === 'reload') location.reload()
    if (this.here) void this.attempts.run(act, () => this.help(kind, act))
  }

  /** What the SDK can do about it. */
  private async help(kind: FaultKind, act: string): Promise<void> {
    const room = this.here
    if (act === 'now') room?.retryNow()
    if (act === 'cancel') await room?.leave()
    if (act === 'hear') await room?.audio.start()
    if (act === 'move') await room?.audio.moveHere()
    if (act === 'unmute') await room?.audio.unmute()
    // A card in place of the room: it is over, and only who joined it can do so again.
    if (act === 'retry' && faultViews[kind].shape === 'banner')
      await (kind.startsWith('microphone') ? room?.audio.unmute() : room?.audio.retry())
  }
}

define('room-status', RoomStatus)

declare global {
  interface HTMLElementTagNameMap {
    'room-status': RoomStatus
  }
}
