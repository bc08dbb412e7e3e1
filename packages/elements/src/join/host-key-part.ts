import { html, nothing, type TemplateResult } from 'lit'
import { shieldIcon, triangleAlertIcon } from '../base/icons.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { joinTexts } from './join-texts.ts'

/** For somebody who made the room and comes without their own link. What they type is kept nowhere. */
export class HostKeyPart {
  isOpen = false
  isWrong = false
  private typed = ''
  private readonly host: SanctuaryElement
  private readonly given: () => string | undefined

  /** @param given - the key the page was opened with */
  constructor(host: SanctuaryElement, given: () => string | undefined) {
    this.host = host
    this.given = given
  }

  get key(): string | undefined {
    return this.given() || this.typed.trim() || undefined
  }

  open(): void {
    this.isOpen = true
  }

  forget(): void {
    this.typed = ''
    this.isOpen = this.isWrong = false
  }

  render(): TemplateResult {
    if (this.given() !== undefined && !this.isWrong) return html`<p class="row t-s">${shieldIcon}${this.say('join-host-with-key')}</p>`
    return html`<details class="host" .open=${this.isOpen} @toggle=${this.toggled}><summary>${this.say('join-host')}</summary>
      <div class="field"><label for="key">${this.say('join-host-key')}</label>
        <input class="input mono" id="key" dir="ltr" maxlength="200" autocomplete="off" autocapitalize="characters" spellcheck="false"
          aria-invalid=${this.isWrong ? 'true' : nothing} aria-describedby="key-what" .value=${this.typed} @input=${this.write}>
        ${
          this.isWrong
            ? html`<p class="problem" id="key-what">${triangleAlertIcon}${this.say('join-host-key-wrong')}</p>`
            : html`<p class="t-xs muted" id="key-what">${this.say('join-host-key-what')}</p>`
        }</div></details>`
  }

  private readonly toggled = (event: Event): void => {
    this.isOpen = (event.target as HTMLDetailsElement).open // the listener sits on it
    this.host.requestUpdate()
  }

  private readonly write = (event: InputEvent): void => {
    this.typed = (event.target as HTMLInputElement).value // the listener sits on the input
    this.isWrong = false
    this.host.requestUpdate()
  }

  private say(key: keyof typeof joinTexts): string {
    return this.host.words.text(joinTexts, key)
  }
}
