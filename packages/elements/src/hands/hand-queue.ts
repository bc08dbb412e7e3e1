import { isStaff } from '@sanctuary/protocol'
import type { Participant, RaisedHand } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { closeIcon } from '../base/icons.ts'
import { minutesSince } from '../base/minutes-since.ts'
import { picture } from '../base/picture.ts'
import { RoomElement } from '../base/room-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { pictures } from '../base/styles/pictures.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { TickController } from '../base/tick-controller.ts'
import { PeopleOpenEvent } from '../people/people-open-event.ts'
import { styles } from './hand-queue.styles.ts'
import { handTexts } from './hand-texts.ts'

const refreshMs = 20_000

/**
 * The raised hands in their order. Staff invite and lower; everyone else sees the queue and may lower their own.
 * Draws nothing while no hand is up.
 *
 * @csspart queue - the box around it
 * @csspart item - one raised hand
 * @fires {PeopleOpenEvent} sanctuary-people-open - somebody wants to see the hands that are not shown
 */
export class HandQueue extends RoomElement {
  static override styles = [base, surfaces, pictures, styles]

  private readonly text = this.texts(handTexts)
  private readonly attempts = new Attempts(this)
  private readonly queue = this.store((room) => room.hands.$queue)
  private readonly people = this.store((room) => room.participants.$people)
  private readonly me = this.store((room) => room.participants.$me)

  /** How many are shown; 0, the default, shows all. */
  @property({ type: Number }) limit = 0

  constructor() {
    super()
    new TickController(this, refreshMs)
  }

  override render() {
    const queue = this.queue.value ?? []
    if (queue.length === 0 || !this.me.value) return nothing
    const shown = this.limit > 0 ? queue.slice(0, this.limit) : queue
    return html`${this.attempts.render()}<section class="hands" part="queue" aria-labelledby="title">
      <div class="row"><h2 class="t-s" id="title">${this.text('hands-title')}</h2><span class="count">${queue.length}</span>${this.more(queue, shown)}</div>
      <ol>${repeat(shown, ({ participant }) => participant, this.row)}</ol>
    </section>`
  }

  private more(queue: readonly RaisedHand[], shown: readonly RaisedHand[]): TemplateResult | typeof nothing {
    if (shown.length < queue.length)
      return html`<button class="btn quiet small end" @click=${() => this.emit(new PeopleOpenEvent())}>${this.text('hands-see-all')}</button>`
    if (queue.length < 2 || !this.isStaff) return nothing
    return html`<button class="btn quiet small end" @click=${this.lowerAll}>${this.text('hands-lower-all')}</button>`
  }

  private readonly row = (hand: RaisedHand, index: number): TemplateResult | typeof nothing => {
    const person = this.people.value?.find(({ id }) => id === hand.participant)
    if (!person) return nothing
    const since = this.text('hands-since', { minutes: minutesSince(hand.since, this.here) })
    return html`<li class="person" part="item">
      <span class="count soft">${index + 1}</span>${picture(person.picture, 'sm')}
      <span class="grow"><span class="strong t-s clip block"><bdi>${person.alias}</bdi></span><span class="muted t-xs num">${since}</span>${
        hand.note ? html`<span class="note t-xs"><bdi>${hand.note}</bdi></span>` : nothing
      }</span>
      ${this.actions(person, index)}
    </li>`
  }

  private actions(person: Participant, index: number): TemplateResult | typeof nothing {
    const mine = person.id === this.me.value?.id
    if (!mine && !this.isStaff) return nothing
    const name = person.alias
    return html`${
      mine
        ? nothing
        : html`<button class="btn small ${index === 0 ? 'primary' : 'line'}" aria-label=${this.text('hands-invite-name', { name })} @click=${() => this.invite(person)}>${this.text('hands-invite')}</button>`
    }<button class="btn quiet icon small" aria-label=${mine ? this.text('hands-lower-own') : this.text('hands-lower', { name })} @click=${() => this.lower(person)}>${closeIcon}</button>`
  }

  private get isStaff(): boolean {
    return isStaff(this.me.value?.role ?? 'listener')
  }

  /** A listener becomes a speaker; either is asked to switch the microphone on, which only they can. The hand has done its work then. */
  private invite({ id, role }: Participant): void {
    const room = this.here
    if (!room) return
    void this.attempts.run(`invite:${id}`, async () => {
      if (role === 'listener') await room.hosts.setRole({ participant: id, role: 'speaker' })
      if (role === 'listener' || role === 'speaker') await room.hosts.askToUnmute({ participant: id })
      await room.hands.lower(id)
    })
  }

  private lower({ id }: Participant): void {
    void this.attempts.run(`lower:${id}`, async () => this.here?.hands.lower(id))
  }

  private readonly lowerAll = (): void => {
    void this.attempts.run('lower', async () => this.here?.hands.lowerAll())
  }
}

define('hand-queue', HandQueue)

declare global {
  interface HTMLElementTagNameMap {
    'hand-queue': HandQueue
  }
}
