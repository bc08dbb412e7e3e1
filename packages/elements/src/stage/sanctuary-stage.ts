import type { Participant } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { flowerIcon } from '../base/icons.ts'
import { picture } from '../base/picture.ts'
import { RoomElement } from '../base/room-element.ts'
import { RovingFocus } from '../base/roving-focus.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { overlays } from '../base/styles/overlays.styles.ts'
import { pictures } from '../base/styles/pictures.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { PeopleController } from '../people/people-controller.ts'
import { PeopleOpenEvent } from '../people/people-open-event.ts'
import { PersonMenu } from '../people/person-menu.ts'
import { levelBars, personPicture } from '../people/person-picture.ts'
import { sayPerson } from '../people/say-person.ts'
import { styles } from './sanctuary-stage.styles.ts'
import { stageTexts } from './stage-texts.ts'

/**
 * The people on the stage, each with picture, name and state in words, and those who listen.
 *
 * @slot empty - shown while nobody is on the stage
 * @csspart tiles - the list of people on the stage
 * @csspart tile - one person
 * @csspart name - a person's name
 * @csspart state - the words under it
 * @csspart audience - the row of people who listen
 * @csspart menu - a person's menu
 * @csspart dialog - what a menu opens
 * @fires {PeopleOpenEvent} sanctuary-people-open - somebody wants to see everyone
 */
export class SanctuaryStage extends RoomElement {
  static override styles = [base, surfaces, fields, pictures, overlays, styles]

  private readonly text = this.texts(stageTexts)
  private readonly people = new PeopleController(this, () => this.here)
  private readonly attempts = new Attempts(this)
  private readonly menu = new PersonMenu(this, { people: this.people, attempts: this.attempts, room: () => this.here })
  private readonly roving = new RovingFocus(this, {
    items: () => [...this.renderRoot.querySelectorAll<HTMLElement>('.tile')],
    arrows: 'grid',
  })

  /** How many pictures of listeners are shown beside their number, 0–12. */
  @property({ type: Number }) faces = 7

  /** Offers to see everyone, which `sanctuary-people-open` asks the page for. */
  @property({ type: Boolean, attribute: 'see-everyone' }) seeEveryone = false

  override render() {
    if (!this.people.me) return nothing
    const { onStage } = this.people
    return html`<div class="frame">
      <h2 class="sr">${this.text('stage-label')}</h2>
      ${this.attempts.render()}
      ${onStage.length === 0 ? this.empty() : this.tiles(onStage)}
      ${onStage.length === 1 && this.people.all.length === 1 ? html`<p class="alone t-s muted">${this.text('stage-alone')}</p>` : nothing}
      ${this.audience()}
    </div>
    ${this.menu.render()}`
  }

  private tiles(people: readonly Participant[]): TemplateResult {
    return html`<ul class="tiles" part="tiles" @keydown=${this.roving.keydown} @focusin=${this.roving.focusin}>
      ${repeat(people, (person) => person.id, this.tile)}
    </ul>`
  }

  private readonly tile = (person: Participant): TemplateResult => {
    const state = this.people.state(person)
    const words = sayPerson(this.words, person, state, this.people.isMe(person))
    return html`<li><button class="tile ${state.lost ? 'lost' : ''}" part="tile" data-person=${person.id} aria-haspopup="menu"
      aria-expanded=${String(this.menu.isOpenFor(person.id))} @click=${(event: Event) => this.menu.open(event, person.id)}>
      ${personPicture(person, state, 'xl')}
      <span class="name clip" part="name"><bdi>${person.alias}</bdi></span>
      <span class="what ${state.speaking ? 'v' : ''}" part="state">${state.speaking ? levelBars() : nothing}<span class="clip"><bdi>${words}</bdi></span></span>
    </button></li>`
  }

  private empty(): TemplateResult {
    return html`<div class="empty"><slot name="empty"><span class="glyph big">${flowerIcon}</span>
      <p>${this.text('stage-empty')}</p></slot></div>`
  }

  private audience(): TemplateResult | typeof nothing {
    const { audience } = this.people
    if (audience.length === 0) return nothing
    return html`<div class="audience" part="audience">
      <span class="heap" aria-hidden="true">${audience.slice(0, this.faces).map((person) => picture(person.picture, 'sm'))}</span>
      <bdi>${this.text('stage-listening', { count: audience.length })}</bdi>
      ${this.seeEveryone ? html`<button class="btn quiet small" @click=${() => this.emit(new PeopleOpenEvent())}>${this.text('stage-see-everyone')}</button>` : nothing}
    </div>`
  }
}

define('sanctuary-stage', SanctuaryStage)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-stage': SanctuaryStage
  }
}
