import type { Participant, Room } from '@sanctuary/sdk-core'
import { html, type TemplateResult } from 'lit'
import type { Attempts } from '../base/attempts.ts'
import { DialogController } from '../base/dialog.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { menuTexts } from './menu-texts.ts'
import type { PeopleController } from './people-controller.ts'

interface Options {
  readonly people: PeopleController
  readonly attempts: Attempts
  readonly room: () => Room | undefined
}

/** Asks before somebody is removed, says what that does and does not do, and offers to close the door behind them. */
export class RemoveDialog {
  private readonly host: SanctuaryElement
  private readonly options: Options
  private readonly dialog: DialogController

  constructor(host: SanctuaryElement, options: Options) {
    this.host = host
    this.options = options
    this.dialog = new DialogController(host)
  }

  open(person: Participant): void {
    void this.dialog.open(this.say('remove-title', person.alias), () => this.form(person))
  }

  render() {
    return this.dialog.render()
  }

  private form(person: Participant): TemplateResult {
    const settings = this.options.room()?.$settings.get()
    const isHost = this.options.people.me?.role === 'host'
    return html`<form class="stack" method="dialog" @submit=${(event: SubmitEvent) => this.remove(event, person)}>
      <p>${this.say('remove-what')}</p>
      <label class="field"><span class="label">${this.say('remove-reason')}</span><input class="input" name="reason" maxlength="200" autocomplete="off" dir="auto"></label>
      ${this.check('ban', 'remove-ban')}
      <p class="t-s muted">${this.say('remove-honest')}</p>
      ${settings?.locked ? '' : this.check('lock', 'remove-lock')}
      ${settings?.approval || !isHost ? '' : this.check('approval', 'remove-approval')}
      <div class="acts">
        <button class="btn quiet" type="button" @click=${() => this.dialog.close()}>${this.say('remove-cancel')}</button>
        <button class="btn risk" type="submit">${this.say('remove-act')}</button>
      </div>
    </form>`
  }

  private check(name: string, label: keyof typeof menuTexts): TemplateResult {
    return html`<label class="check"><input type="checkbox" name=${name}><span>${this.say(label)}</span></label>`
  }

  /** The door first: whoever is removed may try to come back at once. */
  private remove(event: SubmitEvent, { id }: Participant): void {
    const room = this.options.room()
    const given = new FormData(event.target as HTMLFormElement) // the listener sits on the form
    const reason = String(given.get('reason') ?? '').trim()
    if (!room) return
    void this.options.attempts.run(`remove:${id}`, async () => {
      if (given.has('lock')) await room.settings.lock(true)
      if (given.has('approval')) await room.settings.update({ approval: true })
      await room.hosts.remove({ participant: id, ban: given.has('ban'), ...(reason ? { reason } : {}) })
    })
  }

  private say(key: keyof typeof menuTexts, name = ''): string {
    return this.host.words.text(menuTexts, key, { name })
  }
}
