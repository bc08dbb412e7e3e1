import { createSanctuaryClient, type RoomPreview, type SanctuaryClient, SanctuaryError } from '@sanctuary/sdk-core'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { define } from '../base/define.ts'
import { shieldIcon, shuffleIcon, triangleAlertIcon } from '../base/icons.ts'
import { drawSeed, picture } from '../base/picture.ts'
import { SanctuaryElement } from '../base/sanctuary-element.ts'
import { base, fields, pictures, surfaces } from '../base/styles/index.ts'
import '../status/room-status.ts'
import { joinTexts } from './join-texts.ts'
import { MicrophonePart } from './microphone-part.ts'
import { RoomJoinEvent } from './room-join-event.ts'
import { roomPreview, roomPromises } from './room-preview.ts'
import { styles } from './sanctuary-join.styles.ts'

/** Refusals that belong to a field of the form; every other takes the form's place. */
const ofTheForm = new Set(['ALIAS_TAKEN', 'HOST_KEY_WRONG', 'RULES_NOT_ACCEPTED', 'INVALID_INPUT'])

/**
 * The way into a room: what it is about, its ground rules, a name and picture for it, the microphone tried with the disguise.
 *
 * @slot footer - below the form
 * @csspart preview - what the room is about
 * @csspart rules - the ground rules
 * @csspart accept - the box that accepts them
 * @csspart picture - one's own picture
 * @csspart alias - the name
 * @csspart suggest - the button that draws a new name and picture
 * @csspart check - the button that opens the microphone
 * @csspart device - the choice of microphone
 * @csspart join - the button that joins
 * @fires {RoomJoinEvent} sanctuary-room-join - this person has joined, or waits for a host; `detail.room`
 */
export class SanctuaryJoin extends SanctuaryElement {
  static override styles = [base, surfaces, fields, pictures, styles]

  private readonly text = this.texts(joinTexts)
  private readonly microphone = new MicrophonePart(this, () => this.way)

  /** Address of the server kit; not needed where `client` is given. */
  @property() server = ''
  /** Id of the room; not needed where `preview` is given. */
  @property() room = ''
  /** The way to the server, shared with other elements; default: one of its own. */
  @property({ attribute: false }) client?: SanctuaryClient
  /** The room as it is before joining; default: asked of the server. */
  @property({ attribute: false }) preview?: RoomPreview
  /** Makes the person a host. */
  @property({ attribute: false }) hostKey?: string

  @state() private alias = ''
  @state() private seed = drawSeed()
  @state() private accepted = false
  @state() private joining = false
  @state() private problem: 'join-name-short' | 'join-accept-missing' | undefined
  @state() private error: SanctuaryError | undefined

  protected override willUpdate(changed: PropertyValues<SanctuaryJoin>): void {
    if (!this.preview && (changed.has('room') || changed.has('server')) && this.room && this.way) void this.look()
    if (changed.has('preview') && this.preview && !this.alias) void this.suggest()
  }

  override render() {
    if (this.error && !ofTheForm.has(this.error.code)) {
      return html`<room-status .error=${this.error} only="card" @sanctuary-status-act=${this.again}></room-status>`
    }
    const { preview } = this
    if (!preview) return nothing
    return html`<form class="cols" novalidate @submit=${this.submit}>
      <div class="stack g6">${roomPreview(this.words, preview)}${preview.rules.length ? this.rules(preview) : nothing}${roomPromises(this.words, preview)}</div>
      <div class="card raised stack">
        ${this.self()}
        <hr class="rule">
        ${this.voice(preview)}
        ${this.host()}
        ${this.refusal()}
        ${this.joinButton(preview)}
        <slot name="footer"></slot>
      </div>
    </form>`
  }

  private rules({ rules, rulesVersion }: RoomPreview): TemplateResult {
    return html`<section class="card stack" aria-labelledby="before">
      <h2 class="t-l" id="before">${this.text('join-before')}</h2>
      <ol class="rules" part="rules">${rules.map((rule) => html`<li><span dir="auto">${rule}</span></li>`)}</ol>
      <hr class="rule">
      <label class="check" part="accept"><input type="checkbox" id="accept" .checked=${this.accepted} @change=${this.accept}
        ><span><b>${this.text('join-accept')}</b> <span class="t-s muted">${this.text('join-version', { version: rulesVersion })}</span></span></label>
    </section>`
  }

  private self(): TemplateResult {
    const taken = this.error?.code === 'ALIAS_TAKEN'
    const wrong = taken ? 'join-name-taken' : this.problem === 'join-name-short' ? this.problem : undefined
    return html`<h2 class="t-l">${this.text('join-appear')}</h2>
      <div class="self"><span part="picture">${picture(this.seed, 'xl')}</span>
        <div class="stack g2"><div class="field"><label for="alias">${this.text('join-name')}</label>
          <input class="input" id="alias" part="alias" dir="auto" maxlength="40" autocomplete="off" spellcheck="false" aria-invalid=${wrong ? 'true' : 'false'} aria-describedby="alias-problem" .value=${this.alias} @input=${this.rename}>
          <p class="problem" id="alias-problem" role="alert">${wrong ? html`${triangleAlertIcon}${this.text(wrong)}` : nothing}</p></div>
        <button class="btn quiet small start" type="button" part="suggest" @click=${this.suggest}>${shuffleIcon}${this.text('join-new-name')}</button></div></div>
      <p class="t-s muted">${this.text('join-only-here')}</p>`
  }

  private voice({ audio, newcomers }: RoomPreview): TemplateResult {
    const silent = audio.state === 'absent' || audio.state === 'down'
    return html`<h2 class="t-l">${this.text('join-voice')}</h2>
      ${silent ? html`<p class="t-s muted">${this.text('join-no-audio', { reason: audio.message })}</p>` : newcomers === 'listener' && !this.hostKey ? html`<p class="t-s muted">${this.text('join-listening')}</p>` : this.microphone.render()}`
  }

  private host(): TemplateResult {
    if (this.hostKey !== undefined) return html`<p class="row t-s">${shieldIcon}${this.text('join-host-with-key')}</p>`
    const wrong = this.error?.code === 'HOST_KEY_WRONG' ? this.error : undefined
    return html`<details ?open=${wrong !== undefined}><summary>${this.text('join-host')}</summary>
      <div class="field"><label for="key">${this.text('join-host-key')}</label>
        <input class="input mono" id="key" dir="ltr" maxlength="200" autocomplete="off" spellcheck="false" aria-invalid=${wrong ? 'true' : 'false'} aria-describedby="key-problem">
        <p class="problem" id="key-problem" role="alert">${wrong ? html`${triangleAlertIcon}${this.say(wrong)}` : nothing}</p></div></details>`
  }

  private refusal(): TemplateResult | typeof nothing {
    if (!this.error || this.error.code === 'ALIAS_TAKEN' || this.error.code === 'HOST_KEY_WRONG') return nothing
    return html`<div class="notice n-danger" role="alert">${triangleAlertIcon}<p>${this.say(this.error)}</p></div>`
  }

  private joinButton({ audio, newcomers, approval, rules }: RoomPreview): TemplateResult {
    const silent = audio.state === 'absent' || audio.state === 'down'
    const missing = rules.length > 0 && !this.accepted
    const act = silent ? 'join-act-write' : newcomers === 'listener' && !this.hostKey ? 'join-act-listen' : 'join-act'
    return html`${approval && !this.hostKey ? html`<p class="t-s muted">${this.text('join-approval')}</p>` : nothing}
      <button class="btn primary large full" type="submit" part="join" aria-disabled=${missing || this.joining ? 'true' : 'false'} aria-describedby="join-why">${this.text(this.joining ? 'join-joining' : act)}</button>
      <p class="t-s ${this.problem === 'join-accept-missing' ? 'problem' : 'muted'}" id="join-why" role="status">${missing ? this.text('join-accept-missing') : nothing}</p>`
  }

  private readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const { preview, way } = this
    if (!preview || !way || this.joining) return
    const alias = this.alias.trim()
    this.problem =
      alias && [...alias].length < 2 ? 'join-name-short' : preview.rules.length > 0 && !this.accepted ? 'join-accept-missing' : undefined
    if (this.problem) return this.show(this.problem === 'join-name-short' ? 'alias' : 'accept')
    this.joining = true
    this.error = undefined
    const typed = this.renderRoot.querySelector<HTMLInputElement>('#key')?.value.trim()
    try {
      const joined = await way.join(preview.id, {
        ...(alias ? { alias } : {}),
        picture: this.seed,
        rules: preview.rulesVersion,
        ...(this.hostKey || typed ? { hostKey: this.hostKey || typed } : {}),
      })
      this.microphone.close()
      this.emit(new RoomJoinEvent(joined))
    } catch (thrown) {
      this.error = thrown instanceof SanctuaryError ? thrown : new SanctuaryError('INTERNAL', { cause: thrown })
      if (this.error.code === 'RULES_NOT_ACCEPTED') await this.look()
      void this.show(this.error.code === 'ALIAS_TAKEN' ? 'alias' : this.error.code === 'HOST_KEY_WRONG' ? 'key' : undefined)
    } finally {
      this.joining = false
    }
  }

  private readonly accept = (event: Event): void => {
    this.accepted = (event.target as HTMLInputElement).checked
    this.problem = undefined
  }

  private readonly rename = (event: Event): void => {
    this.alias = (event.target as HTMLInputElement).value
    this.problem = undefined
    if (this.error?.code === 'ALIAS_TAKEN') this.error = undefined
  }

  private readonly suggest = async (): Promise<void> => {
    this.seed = drawSeed()
    const { preview, way } = this
    if (!preview || !way) return
    try {
      const suggested = await way.suggest(preview.id)
      this.alias = suggested.alias
      this.seed = suggested.picture
    } catch {
      // Joining without a name lets the server choose one, so there is nothing to tell.
      this.alias = ''
    }
  }

  /** The button of a refusal: looks again, and shows the form when the way may be free. */
  private readonly again = (event: Event): void => {
    event.preventDefault()
    event.stopPropagation()
    this.error = undefined
    void this.look()
  }

  private async look(): Promise<void> {
    const id = this.preview?.id ?? this.room
    try {
      const preview = await this.way?.rooms.read(id)
      if (preview?.state === 'ended') throw new SanctuaryError('ROOM_ENDED')
      if (preview?.rulesVersion !== this.preview?.rulesVersion) this.accepted = false
      this.preview = preview
    } catch (thrown) {
      this.error = thrown instanceof SanctuaryError ? thrown : new SanctuaryError('INTERNAL', { cause: thrown })
    }
  }

  private async show(id: string | undefined): Promise<void> {
    await this.updateComplete
    if (id) this.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus()
  }

  private say({ code, message }: SanctuaryError): string {
    return this.words.find(`error-${code}`) ?? message
  }

  private get way(): SanctuaryClient | undefined {
    this.client ??= this.server ? createSanctuaryClient({ server: this.server }) : undefined
    return this.client
  }
}

define('sanctuary-join', SanctuaryJoin)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-join': SanctuaryJoin
  }
}
