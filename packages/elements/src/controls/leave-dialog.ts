import { html, nothing, type TemplateResult } from 'lit'
import { DialogController } from '../base/dialog.ts'
import { RoomLeaveEvent } from './control-events.ts'
import { controlTexts } from './control-texts.ts'
import type { ControlParts } from './dialog-parts.ts'

/** Asks before leaving, and offers to be forgotten. A host may end the room for everyone. */
export class LeaveDialog {
  private readonly parts: ControlParts
  private readonly dialog: DialogController

  constructor(parts: ControlParts) {
    this.parts = parts
    this.dialog = new DialogController(parts.host)
  }

  open(): void {
    void this.dialog.open(this.say('leave-title'), this.leaving)
  }

  openEnd(): void {
    void this.dialog.open(this.say('end-title'), this.ending)
  }

  render() {
    return this.dialog.render()
  }

  private readonly leaving = (): TemplateResult => {
    const me = this.parts.me()
    return html`<p>${this.say('leave-what', me?.alias)}</p>
      ${me?.role === 'host' ? html`<p class="muted t-s">${this.say('leave-host')}</p>` : nothing}
      <p class="muted t-s">${this.say('leave-forget-what')}</p>
      <div class="acts">
        <button class="btn quiet" @click=${this.close}>${this.say('leave-stay')}</button>
        <button class="btn line" @click=${() => this.leave(true)}>${this.say('leave-forget')}</button>
        <button class="btn primary" @click=${() => this.leave(false)}>${this.say('leave-act')}</button>
      </div>`
  }

  private readonly ending = (): TemplateResult => html`<p>${this.say('end-what')}</p>
    ${this.parts.attempts.render()}
    <div class="acts">
      <button class="btn quiet" @click=${this.close}>${this.say('dialog-cancel')}</button>
      <button class="btn risk" @click=${this.end}>${this.say('end-act')}</button>
    </div>`

  private readonly close = (): void => this.dialog.close()

  private leave(forget: boolean): void {
    this.close()
    void this.parts.attempts.run('leave', async () => this.parts.room()?.leave({ forget }))
    this.parts.host.dispatchEvent(new RoomLeaveEvent(forget))
  }

  private readonly end = async (): Promise<void> => {
    if (await this.parts.attempts.run('end', async () => this.parts.room()?.settings.end())) this.close()
  }

  private say(key: keyof typeof controlTexts, name = ''): string {
    return this.parts.host.words.text(controlTexts, key, { name })
  }
}
