import { createSanctuaryClient, type SanctuaryClient } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { chevronDownIcon, triangleAlertIcon } from '../base/icons.ts'
import { SanctuaryElement } from '../base/sanctuary-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { createTexts } from './create-texts.ts'
import { CreatedView } from './created-view.ts'
import { RoomOpenEvent } from './room-open-event.ts'
import { RulesEditor } from './rules-editor.ts'
import { styles } from './sanctuary-create.styles.ts'

type Problems = Partial<Record<'topic' | 'capacity', keyof typeof createTexts>>

/**
 * Makes a room: topic, ground rules, who may speak. Then shows the link for everyone and, once, the host key.
 *
 * @csspart form - the form
 * @csspart rules - the list of ground rules
 * @csspart submit - the button that makes the room
 * @csspart created - link and host key of the new room
 * @csspart open - the button that opens the new room
 * @fires {RoomOpenEvent} sanctuary-room-open - the person wants to go in; `detail.room`, `detail.hostKey`
 */
export class SanctuaryCreate extends SanctuaryElement {
  static override styles = [base, surfaces, fields, styles]

  private readonly text = this.texts(createTexts)
  private readonly attempts = new Attempts(this)
  private readonly rules = new RulesEditor(this)
  private readonly view = new CreatedView(this)

  /** Address of the server kit, such as `https://talk.example` or `/sanctuary`. */
  @property() server = ''

  /** What the link for everyone begins with; the room's id is put behind it. Without it no link is shown. Such as `/sanctuary/live/`. */
  @property({ attribute: 'room-url' }) roomUrl?: string

  /** The way to the server, shared with other elements; default: one of its own. */
  @property({ attribute: false }) client?: SanctuaryClient

  @state() private problems: Problems = {}
  @state() private created: { readonly id: string; readonly topic: string; readonly hostKey: string } | undefined

  override render() {
    return html`<div class="frame">${this.created ? this.ready(this.created) : this.form()}</div>`
  }

  private form(): TemplateResult {
    const saving = this.attempts.isRunning('create')
    return html`<form class="card stack g6" part="form" novalidate @submit=${this.submit}>
      <h2>${this.text('create-title')}</h2>
      <div class="field"><label for="topic">${this.text('create-topic')}</label>
        <input class="input topic" id="topic" name="topic" dir="auto" maxlength="120" required autocomplete="off" aria-invalid=${this.problems.topic ? 'true' : 'false'} aria-describedby="topic-problem">
        ${this.problem('topic')}</div>
      <div class="field"><label for="description">${this.text('create-description')}</label>
        <textarea class="input" id="description" name="description" dir="auto" rows="2" maxlength="2000" aria-describedby="description-hint"></textarea>
        <p class="t-xs muted" id="description-hint">${this.text('create-description-hint')}</p></div>
      ${this.rules.render()}
      <fieldset><legend class="label">${this.text('create-speak')}</legend><div class="choice">
        <label><input type="radio" name="newcomers" value="speaker" checked>${this.text('create-speak-everyone')}</label>
        <label><input type="radio" name="newcomers" value="listener">${this.text('create-speak-invited')}</label></div></fieldset>
      <details><summary>${this.text('create-more')}</summary>${this.more()}</details>
      ${this.attempts.render()}
      <div><button class="btn primary large" type="submit" part="submit" aria-disabled=${saving ? 'true' : 'false'}>${this.text(saving ? 'create-saving' : 'create-submit')}</button></div>
    </form>`
  }

  private more(): TemplateResult {
    return html`<div class="more">
      <div class="field"><label for="capacity">${this.text('create-capacity')}</label>
        <input class="input" id="capacity" name="capacity" type="number" inputmode="numeric" min="2" max="200" value="50" aria-invalid=${this.problems.capacity ? 'true' : 'false'} aria-describedby="capacity-problem">
        ${this.problem('capacity')}</div>
      <div class="field"><label for="erase">${this.text('create-erase')}</label><span class="select"><select class="input" id="erase" name="erase">
        <option value="0">${this.text('create-erase-now')}</option><option value="120" selected>${this.text('create-erase-2h')}</option>
        <option value="1440">${this.text('create-erase-1d')}</option><option value="10080">${this.text('create-erase-7d')}</option></select>${chevronDownIcon}</span></div>
      <label class="check"><input type="checkbox" name="approval"><span>${this.text('create-approval')}</span></label>
    </div>`
  }

  private problem(field: keyof Problems): TemplateResult {
    const key = this.problems[field]
    return html`<p class="problem" id="${field}-problem">${key ? html`${triangleAlertIcon}${this.text(key)}` : nothing}</p>`
  }

  private ready({ id, topic, hostKey }: { id: string; topic: string; hostKey: string }): TemplateResult {
    const link = this.roomUrl === undefined ? undefined : new URL(`${this.roomUrl}${encodeURIComponent(id)}`, document.baseURI).href
    return this.view.render(topic, hostKey, link, () => this.emit(new RoomOpenEvent(id, hostKey)))
  }

  private readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement) // the listener sits on the form
    const topic = String(data.get('topic')).trim()
    const capacity = Number(data.get('capacity'))
    this.problems = {
      ...(topic ? {} : { topic: 'create-topic-missing' as const }),
      ...(Number.isInteger(capacity) && capacity >= 2 && capacity <= 200 ? {} : { capacity: 'create-capacity-wrong' as const }),
    }
    if (this.problems.topic || this.problems.capacity) return this.showFirstProblem()
    const made = await this.attempts.run('create', async () => {
      const { room, hostKey } = await this.way.rooms.create({
        topic,
        capacity,
        description: String(data.get('description')).trim(),
        rules: this.rules.value,
        newcomers: data.get('newcomers') === 'listener' ? 'listener' : 'speaker',
        approval: data.get('approval') !== null,
        eraseAfterMinutes: Number(data.get('erase')),
        language: this.words.lang,
      })
      this.created = { id: room.id, topic: room.topic, hostKey }
    })
    if (!made) return
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#created')?.focus()
  }

  private async showFirstProblem(): Promise<void> {
    await this.updateComplete
    const field = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')
    field?.closest('details')?.setAttribute('open', '')
    field?.focus()
  }

  private get way(): SanctuaryClient {
    this.client ??= createSanctuaryClient({ server: this.server })
    return this.client
  }
}

define('sanctuary-create', SanctuaryCreate)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-create': SanctuaryCreate
  }
}
