import { html, type TemplateResult } from 'lit'
import { DialogController } from '../base/dialog.ts'
import { copyIcon } from '../base/live-icons.ts'
import { controlTexts } from './control-texts.ts'
import type { ControlParts } from './dialog-parts.ts'

/** Shows a host a new key once, or lets somebody who has one become host. */
export class HostKeyDialog {
  private readonly parts: ControlParts
  private readonly dialog: DialogController
  private key: string | undefined
  private copied = false

  constructor(parts: ControlParts) {
    this.parts = parts
    this.dialog = new DialogController(parts.host, () => {
      this.key = undefined
      this.copied = false
    })
  }

  openNew(): void {
    void this.dialog.open(this.say('key-title'), () => (this.key === undefined ? this.confirm() : this.show(this.key)))
  }

  openEnter(): void {
    void this.dialog.open(this.say('key-title'), this.enter)
  }

  render() {
    return this.dialog.render()
  }

  private confirm(): TemplateResult {
    return html`<p>${this.say('key-confirm')}</p>${this.parts.attempts.render()}
      <div class="acts">
        <button class="btn quiet" @click=${this.close}>${this.say('dialog-cancel')}</button>
        <button class="btn primary" @click=${this.make}>${this.say('key-make')}</button>
      </div>`
  }

  private show(key: string): TemplateResult {
    return html`<p>${this.say('key-what')}</p>
      <div class="row"><input class="input mono" readonly aria-label=${this.say('key-title')} dir="ltr" .value=${key} @focus=${selectAll}>
        <button class="btn line" @click=${() => this.copy(key)}>${copyIcon}${this.say(this.copied ? 'key-copied' : 'key-copy')}</button></div>
      <div class="acts"><button class="btn primary" @click=${this.close}>${this.say('key-done')}</button></div>`
  }

  private readonly enter = (): TemplateResult => html`<form class="stack" @submit=${this.use}>
    <label class="field"><span class="label">${this.say('key-enter')}</span><input class="input mono" name="key" required maxlength="200" autocomplete="off" spellcheck="false" dir="ltr"></label>
    ${this.parts.attempts.render()}
    <div class="acts">
      <button class="btn quiet" type="button" @click=${this.close}>${this.say('dialog-cancel')}</button>
      <button class="btn primary" type="submit">${this.say('key-use')}</button>
    </div></form>`

  private readonly close = (): void => this.dialog.close()

  private readonly make = (): void => {
    void this.parts.attempts.run('key', async () => {
      this.key = (await this.parts.room()?.hosts.newHostKey({}))?.hostKey
    })
  }

  private readonly use = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const hostKey = String(new FormData(event.target as HTMLFormElement).get('key')).trim() // the listener sits on the form
    if (await this.parts.attempts.run('key', async () => this.parts.room()?.hosts.takeBack({ hostKey }))) this.close()
  }

  private copy(key: string): void {
    void this.parts.attempts.run('copy', async () => {
      await navigator.clipboard.writeText(key)
      this.copied = true
    })
  }

  private say(text: keyof typeof controlTexts): string {
    return this.parts.host.words.text(controlTexts, text)
  }
}

const selectAll = (event: FocusEvent): void => (event.target as HTMLInputElement).select() // the listener sits on the input
