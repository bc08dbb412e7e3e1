import { createSanctuaryClient, type SanctuaryClient, SanctuaryError } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { draw } from '../base/draw-icon.ts'
import { grow } from '../base/grow.ts'
import { chevronDownIcon, triangleAlertIcon } from '../base/icons.ts'
import { plusIcon } from '../base/live-icons.ts'
import { SanctuaryElement } from '../base/sanctuary-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { overlays } from '../base/styles/overlays.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { linkWithHostKey } from '../room/host-key-fragment.ts'
import { createTexts } from './create-texts.ts'
import { type Created, CreatedView } from './created-view.ts'
import { limits } from './limits.ts'
import { RoomOpenEvent } from './room-open-event.ts'
import { type FieldName, fieldNames, findProblems, type Problems, readWish, refusedFields } from './room-wish.ts'
import { RulesEditor } from './rules-editor.ts'
import { styles } from './sanctuary-create.styles.ts'
import { spokenLanguages } from './spoken-languages.ts'

const minusIcon = draw('M5 12h14')
const eraseChoices = [0, 60, 120, 1440, 10_080] as const
const usual = { capacity: 50, erase: 120 }

/**
 * Makes a room: topic, ground rules, who may speak and what becomes of what is said. Then shows the host key this once, the link for
 * everyone and the way in.
 *
 * @csspart form - the form
 * @csspart topic - what the room is about
 * @csspart rules - the list of ground rules
 * @csspart submit - the button that makes the room
 * @csspart created - host key and link of the new room
 * @csspart copy - a button that copies
 * @csspart share - the button that shares the link
 * @csspart open - the button that opens the new room
 * @csspart menu - a rule's menu
 * @fires {RoomOpenEvent} sanctuary-room-open - the person wants to go in; prevented, the element leads nowhere itself
 */
export class SanctuaryCreate extends SanctuaryElement {
  static override styles = [base, surfaces, fields, overlays, styles]

  private readonly text = this.texts(createTexts)
  private readonly attempts = new Attempts(this)
  private readonly rules = new RulesEditor(this)
  private readonly view = new CreatedView(this)
  private own: SanctuaryClient | undefined

  /** Address of the server kit, such as `https://talk.example` or `/sanctuary`; not needed where `client` is given. */
  @property() server = ''

  /** What addresses of rooms begin with; the room's id is put behind it. Such as `/sanctuary/live/`. Without it no link is shown. */
  @property({ attribute: 'room-url' }) roomUrl?: string

  /** The way to the server, shared with other elements; default: one of its own. */
  @property({ attribute: false }) client?: SanctuaryClient

  @state() private problems: Problems = {}
  @state() private newcomers: 'everyone' | 'invited' = 'everyone'
  @state() private created: Created | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.own?.close()
    this.own = undefined
  }

  override render() {
    return html`<div class="frame">${this.created ? this.view.render(this.created, this.open) : this.form()}</div>`
  }

  private form(): TemplateResult {
    const saving = this.attempts.isRunning('create')
    return html`<form class="card stack g6" part="form" novalidate aria-labelledby="title" @submit=${this.submit}>
      <h2 class="display t-xl" id="title">${this.text('create-title')}</h2>
      <div class="field"><label for="topic">${this.text('create-topic')}</label>
        <input class="input topic" id="topic" name="topic" part="topic" dir="auto" maxlength=${limits.topic} aria-required="true" autocomplete="off"
          aria-invalid=${this.problems.topic ? 'true' : nothing} aria-describedby=${this.problems.topic ? 'topic-problem' : nothing} @input=${this.correct}>${this.problem('topic')}</div>
      <div class="field"><label for="description">${this.text('create-description')}</label>
        <textarea class="input" id="description" name="description" dir="auto" rows="2" maxlength=${limits.description} aria-describedby="description-hint"
          aria-invalid=${this.problems.description ? 'true' : nothing} @input=${this.lengthen}></textarea>${this.problem('description')}
        <p class="t-xs muted" id="description-hint">${this.text('create-description-hint')}</p></div>
      ${this.rules.render()}
      ${this.speaking()}
      <div class="pair">${this.capacity()}${this.erasing()}
        <label class="switch wide"><input type="checkbox" role="switch" name="approval" aria-describedby="approval-what"><span><span class="strong">${this.text('create-approval')}</span><span class="block t-xs muted" id="approval-what">${this.text('create-approval-what')}</span></span></label>
        <label class="switch wide"><input type="checkbox" role="switch" name="ownVoices" checked aria-describedby="own-voices-what"><span><span class="strong">${this.text('create-own-voices')}</span><span class="block t-xs muted" id="own-voices-what">${this.text('create-own-voices-what')}</span></span></label></div>
      <details><summary>${this.text('create-more')}</summary>${this.more()}</details>
      <div class="stack g3">${this.attempts.render()}
        <button class="btn primary large start" type="submit" part="submit" aria-disabled=${saving ? 'true' : nothing}>${this.text(saving ? 'create-saving' : 'create-submit')}</button></div>
    </form>${this.rules.renderMenu()}`
  }

  private speaking(): TemplateResult {
    const choice = (value: 'everyone' | 'invited') =>
      html`<label><input type="radio" name="newcomers" value=${value === 'everyone' ? 'speaker' : 'listener'} .checked=${this.newcomers === value}
        @change=${() => (this.newcomers = value)}>${this.text(`create-speak-${value}`)}</label>`
    return html`<fieldset class="field" aria-describedby="speak-what"><legend class="label">${this.text('create-speak')}</legend>
      <div class="seg">${choice('everyone')}${choice('invited')}</div>
      <p class="t-xs muted" id="speak-what">${this.text(`create-speak-${this.newcomers}-what`)}</p></fieldset>`
  }

  private capacity(): TemplateResult {
    const { least, most } = limits.capacity
    return html`<div class="field"><label for="capacity">${this.text('create-capacity')}</label>
      <div class="stepper"><button class="btn quiet icon" type="button" aria-label=${this.text('create-fewer')} @click=${() => this.step(-1)}>${minusIcon}</button
        ><input id="capacity" name="capacity" type="number" inputmode="numeric" min=${least} max=${most} value=${usual.capacity} autocomplete="off"
          aria-invalid=${this.problems.capacity ? 'true' : nothing} aria-describedby=${this.problems.capacity ? 'capacity-problem' : nothing} @input=${this.correct}
        ><button class="btn quiet icon" type="button" aria-label=${this.text('create-more-people')} @click=${() => this.step(1)}>${plusIcon}</button></div>
      ${this.problem('capacity')}</div>`
  }

  private erasing(): TemplateResult {
    return html`<div class="field"><label for="erase">${this.text('create-erase')}</label><span class="select"><select class="input" id="erase" name="erase">
      ${eraseChoices.map((minutes) => html`<option value=${minutes} ?selected=${minutes === usual.erase}>${this.text(`create-erase-${minutes}`)}</option>`)}
      </select>${chevronDownIcon}</span></div>`
  }

  private more(): TemplateResult {
    const own = new Intl.Locale(this.words.lang).language
    return html`<div class="pair">
      <div class="field"><label for="language">${this.text('create-language')}</label><span class="select"><select class="input" id="language" name="language">
        ${spokenLanguages(this.words.lang).map(({ code, name }) => html`<option value=${code} ?selected=${code === own}>${name}</option>`)}</select>${chevronDownIcon}</span>${this.problem('language')}</div>
      <div class="field"><label for="emoji">${this.text('create-emoji')}</label>
        <input class="input" id="emoji" name="emoji" maxlength=${limits.emoji} autocomplete="off" placeholder="🌙"
          aria-invalid=${this.problems.emoji ? 'true' : nothing} aria-describedby=${this.problems.emoji ? 'emoji-problem' : nothing} @input=${this.correct}>${this.problem('emoji')}</div>
      <div class="field wide"><label for="tags">${this.text('create-tags')}</label>
        <input class="input" id="tags" name="tags" dir="auto" autocomplete="off" aria-describedby=${this.problems.tags ? 'tags-problem' : 'tags-hint'}
          aria-invalid=${this.problems.tags ? 'true' : nothing} @input=${this.correct}>${this.problems.tags ? this.problem('tags') : html`<p class="t-xs muted" id="tags-hint">${this.text('create-tags-hint')}</p>`}</div>
    </div>`
  }

  private problem(field: FieldName): TemplateResult | typeof nothing {
    const key = this.problems[field]
    return key ? html`<p class="problem" id="${field}-problem">${triangleAlertIcon}${this.text(key)}</p>` : nothing
  }

  private readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const wish = readWish(new FormData(event.target as HTMLFormElement), this.rules.value) // the listener sits on the form
    if (this.attempts.isRunning('create')) return
    if (await this.complain(findProblems(wish))) return
    let refused: Problems = {}
    const made = await this.attempts.run('create', async () => {
      const answer = await this.way.rooms.create(wish).catch((error: unknown) => {
        refused = error instanceof SanctuaryError ? refusedFields(error) : {}
        if (Object.keys(refused).length === 0) throw error
      })
      if (answer) this.created = { ...answer, link: this.linkTo(answer.room.id) }
    })
    if (!made || (await this.complain(refused))) return
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#created')?.focus()
  }

  /** Says what is wrong at its field and leads to the first one. @returns whether anything is */
  private async complain(problems: Problems): Promise<boolean> {
    this.problems = problems
    this.rules.isRefused = problems.rules !== undefined
    const first = fieldNames.find((name) => problems[name])
    if (!first) return false
    await this.updateComplete
    const field = this.renderRoot.querySelector<HTMLElement>(first === 'rules' ? '.editor textarea' : `#${first}`)
    field?.closest('details')?.setAttribute('open', '')
    field?.focus()
    return true
  }

  /** What is being changed is no longer called wrong. */
  private readonly correct = (event: InputEvent): void => {
    const { id } = event.target as HTMLInputElement // the listener sits on the field
    if (!this.problems[id as FieldName]) return // ids of fields are their names
    this.problems = Object.fromEntries(Object.entries(this.problems).filter(([name]) => name !== id))
  }

  private readonly lengthen = (event: InputEvent): void => {
    grow(event.target as HTMLTextAreaElement) // the listener sits on the text area
    this.correct(event)
  }

  private step(by: 1 | -1): void {
    const field = this.renderRoot.querySelector<HTMLInputElement>('#capacity')
    if (by > 0) field?.stepUp()
    else field?.stepDown()
    field?.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }

  private readonly open = (): void => {
    if (!this.created) return
    const { room, hostKey, link } = this.created
    if (this.emit(new RoomOpenEvent(room.id, hostKey)) && link) location.assign(linkWithHostKey(link, hostKey))
  }

  private linkTo(id: string): string | undefined {
    return this.roomUrl === undefined ? undefined : new URL(this.roomUrl + encodeURIComponent(id), document.baseURI).href
  }

  private get way(): SanctuaryClient {
    if (this.client) return this.client
    this.own ??= createSanctuaryClient({ server: this.server })
    return this.own
  }
}

define('sanctuary-create', SanctuaryCreate)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-create': SanctuaryCreate
  }
}
