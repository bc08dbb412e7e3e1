import { html, type TemplateResult } from 'lit'
import { DialogController } from '../base/dialog.ts'
import { chevronDownIcon } from '../base/icons.ts'
import { controlTexts } from './control-texts.ts'
import type { ControlParts } from './dialog-parts.ts'

/** Chooses the microphone one speaks through. */
export class DeviceDialog {
  private readonly parts: ControlParts
  private readonly dialog: DialogController

  constructor(parts: ControlParts) {
    this.parts = parts
    this.dialog = new DialogController(parts.host)
  }

  open(): void {
    void this.dialog.open(this.say('device-title'), this.form)
  }

  render() {
    return this.dialog.render()
  }

  private readonly form = (): TemplateResult => {
    const audio = this.parts.room()?.audio
    const devices = audio?.$devices.get() ?? []
    const chosen = audio?.$microphone.get().deviceId ?? ''
    return html`${
      devices.length
        ? html`<label class="field"><span class="label">${this.say('device-choose')}</span><span class="select"><select class="input" @change=${this.choose}>
            <option value="" ?selected=${chosen === ''}>${this.say('device-default')}</option>
            ${devices.map(({ deviceId, label }) => html`<option value=${deviceId} ?selected=${deviceId === chosen}>${label}</option>`)}
          </select>${chevronDownIcon}</span></label>`
        : html`<p>${this.say('device-none')}</p>`
    }
    ${this.parts.attempts.render()}
    <div class="acts"><button class="btn primary" @click=${() => this.dialog.close()}>${this.say('dialog-close')}</button></div>`
  }

  private readonly choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement // the listener sits on the select
    void this.parts.attempts.run('device', async () => this.parts.room()?.audio.setDevice(value || undefined))
  }

  private say(key: keyof typeof controlTexts): string {
    return this.parts.host.words.text(controlTexts, key)
  }
}
