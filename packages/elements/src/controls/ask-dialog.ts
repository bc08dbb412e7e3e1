import { html, type TemplateResult } from 'lit'
import type { Attempts } from '../base/attempts.ts'
import { DialogController } from '../base/dialog.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { controlTexts } from './control-texts.ts'

interface Parts {
  readonly host: SanctuaryElement
  readonly attempts: Attempts
  readonly room: () => { readonly hosts: { ask(input: { note?: string }): Promise<unknown> } } | undefined
}

/** A quiet question for a host, which only staff see. */
export class AskDialog {
  private readonly parts: Parts
  private readonly dialog: DialogController

  constructor(parts: Parts) {
    this.parts = parts
    this.dialog = new DialogController(parts.host)
  }

  open(): void {
    void this.dialog.open(this.say('ask-title'), this.form)
  }

  render() {
    return this.dialog.render()
  }

  private readonly form = (): TemplateResult => html`<form class="stack" @submit=${this.ask}>
    <p>${this.say('ask-what')}</p>
    <label class="field"><span class="label">${this.say('ask-note')}</span><textarea class="input" name="note" rows="2" maxlength="200" dir="auto"></textarea></label>
    ${this.parts.attempts.render()}
    <div class="acts">
      <button class="btn quiet" type="button" @click=${() => this.dialog.close()}>${this.say('dialog-cancel')}</button>
      <button class="btn primary" type="submit">${this.say('ask-act')}</button>
    </div></form>`

  private readonly ask = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const note = String(new FormData(event.target as HTMLFormElement).get('note')).trim() // the listener sits on the form
    if (await this.parts.attempts.run('ask', async () => this.parts.room()?.hosts.ask(note ? { note } : {}))) this.dialog.close()
  }

  private say(key: keyof typeof controlTexts): string {
    return this.parts.host.words.text(controlTexts, key)
  }
}
