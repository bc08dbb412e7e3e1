import type { Participant, Room } from '@sanctuary/sdk-core'
import { html, type TemplateResult } from 'lit'
import type { Attempts } from '../base/attempts.ts'
import { DialogController } from '../base/dialog.ts'
import { shuffleIcon } from '../base/icons.ts'
import { drawSeed, picture } from '../base/picture.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { menuTexts } from './menu-texts.ts'

interface Options {
  readonly attempts: Attempts
  readonly room: () => Room | undefined
}

const shortest = 2

/** Changes one's own name and picture in this room. */
export class RenameDialog {
  private readonly host: SanctuaryElement
  private readonly options: Options
  private readonly dialog: DialogController
  private seed = ''

  constructor(host: SanctuaryElement, options: Options) {
    this.host = host
    this.options = options
    this.dialog = new DialogController(host)
  }

  open(person: Participant): void {
    this.seed = person.picture
    void this.dialog.open(this.say('rename-title'), () => this.form(person))
  }

  render() {
    return this.dialog.render()
  }

  private form(person: Participant): TemplateResult {
    return html`<form class="stack" @submit=${(event: SubmitEvent) => this.save(event, person)}>
      <div class="row g3">
        ${picture(this.seed, 'xl')}
        <div class="stack g2 grow">
          <label class="label" for="rename-name">${this.say('rename-name')}</label>
          <input class="input" id="rename-name" name="alias" minlength=${shortest} maxlength="40" required autocomplete="off" dir="auto" .value=${person.alias}>
          <button class="btn quiet small start" type="button" @click=${this.draw}>${shuffleIcon}${this.say('rename-picture')}</button>
        </div>
      </div>
      <p class="t-s muted">${this.say('rename-note')}</p>
      ${this.options.attempts.render()}
      <div class="acts">
        <button class="btn quiet" type="button" @click=${() => this.dialog.close()}>${this.say('remove-cancel')}</button>
        <button class="btn primary" type="submit">${this.say('rename-act')}</button>
      </div>
    </form>`
  }

  private readonly draw = (): void => {
    this.seed = drawSeed()
    this.host.requestUpdate()
  }

  private async save(event: SubmitEvent, person: Participant): Promise<void> {
    event.preventDefault()
    const alias = String(new FormData(event.target as HTMLFormElement).get('alias')).trim() // the listener sits on the form
    const room = this.options.room()
    const changed = { ...(alias === person.alias ? {} : { alias }), ...(this.seed === person.picture ? {} : { picture: this.seed }) }
    if (!room || Object.keys(changed).length === 0) return this.dialog.close()
    if (await this.options.attempts.run('rename', () => room.participants.rename(changed))) this.dialog.close()
  }

  private say(key: keyof typeof menuTexts): string {
    return this.host.words.text(menuTexts, key)
  }
}
