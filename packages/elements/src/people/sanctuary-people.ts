import { isStaff } from '@sanctuary/protocol'
import type { BannedPerson, Participant, Ping, WaitingPerson } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { ellipsisIcon } from '../base/live-icons.ts'
import { minutesSince } from '../base/minutes-since.ts'
import { picture } from '../base/picture.ts'
import { RoomElement } from '../base/room-element.ts'
import { RovingFocus } from '../base/roving-focus.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { overlays } from '../base/styles/overlays.styles.ts'
import { pictures } from '../base/styles/pictures.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { TickController } from '../base/tick-controller.ts'
import '../hands/hand-queue.ts'
import { CallAnnouncer } from './call-announcer.ts'
import { PeopleController } from './people-controller.ts'
import { peopleTexts } from './people-texts.ts'
import { PersonMenu } from './person-menu.ts'
import { levelBars, personPicture } from './person-picture.ts'
import { styles } from './sanctuary-people.styles.ts'
import { sayPerson } from './say-person.ts'

const filterFrom = 13
const refreshMs = 20_000

/**
 * Everyone in the room: raised hands on top, then who is on the stage and who listens. Staff also see who waits to come in,
 * who asks for a host and who is kept out.
 *
 * @csspart row - one person
 * @csspart name - a person's name
 * @csspart state - the words under it
 * @csspart action - a button beside a person
 * @csspart menu - a person's menu
 * @csspart dialog - what a menu opens
 */
export class SanctuaryPeople extends RoomElement {
  static override styles = [base, surfaces, fields, pictures, overlays, styles]

  private readonly text = this.texts(peopleTexts)
  private readonly people = new PeopleController(this, () => this.here)
  private readonly waiting = this.store((room) => room.participants.$waiting)
  private readonly pings = this.store((room) => room.hosts.$pings)
  private readonly banned = this.store((room) => room.hosts.$banned)
  private readonly attempts = new Attempts(this)
  private readonly menu = new PersonMenu(this, { people: this.people, attempts: this.attempts, room: () => this.here })
  private readonly roving = new RovingFocus(this, {
    items: () => [...this.renderRoot.querySelectorAll<HTMLElement>('.more')],
    arrows: 'vertical',
  })

  @state() private filter = ''

  constructor() {
    super()
    new TickController(this, refreshMs)
    new CallAnnouncer(this, () => this.here)
  }

  override render() {
    const { me } = this.people
    if (!me) return nothing
    return html`<h2 class="sr">${this.text('people-label')}</h2>
      ${this.attempts.render()}
      <hand-queue .room=${this.here}></hand-queue>
      <div class="sections" @keydown=${this.roving.keydown} @focusin=${this.roving.focusin}>
        ${isStaff(me.role) ? this.calls() : nothing}
        ${this.search()}
        ${this.section('people-on-stage', this.people.onStage)}
        ${this.section('people-listening', this.people.audience)}
        ${me.role === 'host' ? this.keptOut() : nothing}
      </div>
      ${this.menu.render()}`
  }

  private calls(): TemplateResult {
    const waiting = this.waiting.value ?? []
    const pings = this.pings.value ?? []
    return html`${
      pings.length
        ? html`<section class="calls"><h2 class="t-s">${this.text('people-pings')}<span class="count">${pings.length}</span></h2><ul>${repeat(pings, ({ participant }) => participant, this.ping)}</ul></section>`
        : nothing
    }${
      waiting.length
        ? html`<section class="calls"><h2 class="t-s">${this.text('people-waiting')}<span class="count">${waiting.length}</span></h2><ul>${repeat(waiting, ({ id }) => id, this.arrival)}</ul></section>`
        : nothing
    }`
  }

  private readonly arrival = ({ id, alias, picture: seed, since }: WaitingPerson): TemplateResult => {
    const act = (name: 'admit' | 'deny') => () =>
      void this.attempts.run(`${name}:${id}`, async () => this.here?.hosts[name]({ participant: id }))
    return html`<li class="person" part="row">${picture(seed, 'md')}${this.about(alias, this.text('people-waiting-since', { minutes: minutesSince(since, this.here) }))}
      <span class="acts"><button class="btn primary small" part="action" aria-label=${this.text('people-admit-name', { name: alias })} @click=${act('admit')}>${this.text('people-admit')}</button>
      <button class="btn quiet small" part="action" aria-label=${this.text('people-deny-name', { name: alias })} @click=${act('deny')}>${this.text('people-deny')}</button></span></li>`
  }

  private readonly ping = ({ participant, note, at }: Ping): TemplateResult | typeof nothing => {
    const person = this.people.find(participant)
    if (!person) return nothing
    const seen = () => void this.attempts.run(`ping:${participant}`, async () => this.here?.hosts.answerPing({ participant }))
    return html`<li class="person" part="row">${picture(person.picture, 'md')}${this.about(person.alias, note || this.text('people-waiting-since', { minutes: minutesSince(at, this.here) }))}
      <button class="btn primary small" part="action" aria-label=${this.text('people-ping-seen-name', { name: person.alias })} @click=${seen}>${this.text('people-ping-seen')}</button></li>`
  }

  private search(): TemplateResult | typeof nothing {
    if (this.people.all.length < filterFrom) return nothing
    return html`<input class="input" type="search" aria-label=${this.text('people-filter')} placeholder=${this.text('people-filter')} autocomplete="off" dir="auto"
      .value=${this.filter} @input=${(event: Event) => (this.filter = (event.target as HTMLInputElement).value)}>
      ${this.people.all.some(this.fits) ? nothing : html`<p class="t-s muted">${this.text('people-filter-none')}</p>`}`
  }

  private section(title: 'people-on-stage' | 'people-listening', people: readonly Participant[]): TemplateResult | typeof nothing {
    const shown = people.filter(this.fits)
    if (shown.length === 0) return nothing
    return html`<section><h2 class="t-m">${this.text(title)}<span class="count soft">${people.length}</span></h2>
      <ul>${repeat(shown, ({ id }) => id, this.row)}</ul></section>`
  }

  private readonly row = (person: Participant): TemplateResult => {
    const state = this.people.state(person)
    const words = sayPerson(this.words, person, state, this.people.isMe(person))
    return html`<li class="person ${state.lost ? 'lost' : ''} ${this.people.isHidden(person) ? 'hidden' : ''}" part="row" data-person=${person.id}>
      ${personPicture(person, state, 'md')}${this.about(person.alias, words)}${state.speaking ? levelBars() : nothing}
      <button class="btn quiet icon more" part="action" aria-haspopup="menu" aria-expanded=${String(this.menu.isOpenFor(person.id))}
        aria-label=${this.text('people-more', { name: person.alias })} @click=${(event: Event) => this.menu.open(event, person.id)}>${ellipsisIcon}</button>
    </li>`
  }

  private keptOut(): TemplateResult | typeof nothing {
    const banned = this.banned.value ?? []
    if (banned.length === 0) return nothing
    return html`<section><h2 class="t-m">${this.text('people-banned')}<span class="count soft">${banned.length}</span></h2>
      <ul>${repeat(banned, ({ participant }) => participant, this.outsider)}</ul></section>`
  }

  private readonly outsider = ({ participant, alias, reason }: BannedPerson): TemplateResult => {
    const readmit = () => void this.attempts.run(`readmit:${participant}`, async () => this.here?.hosts.readmit({ participant }))
    return html`<li class="person" part="row">${this.about(alias, reason ?? '')}
      <button class="btn line small" part="action" aria-label=${this.text('people-readmit-name', { name: alias })} @click=${readmit}>${this.text('people-readmit')}</button></li>`
  }

  private about(alias: string, words: string): TemplateResult {
    return html`<span class="grow"><span class="strong t-s clip block" part="name"><bdi>${alias}</bdi></span><span class="muted t-xs block" part="state"><bdi>${words}</bdi></span></span>`
  }

  private readonly fits = ({ alias }: Participant): boolean => alias.toLocaleLowerCase().includes(this.filter.trim().toLocaleLowerCase())
}

define('sanctuary-people', SanctuaryPeople)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-people': SanctuaryPeople
  }
}
