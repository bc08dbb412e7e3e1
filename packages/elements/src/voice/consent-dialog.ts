import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import { Attempts } from '../base/attempts.ts'
import { DialogController } from '../base/dialog.ts'
import { triangleAlertIcon } from '../base/icons.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { consentTexts } from './panel-texts.ts'

/** Asks before somebody speaks with their own voice. What they tick is what is written down. */
export class ConsentDialog implements ReactiveController {
  private readonly host: SanctuaryElement
  private readonly agree: (consent: { agreedTo: string }) => Promise<unknown>
  private readonly keep: () => void
  private readonly dialog: DialogController
  private readonly attempts: Attempts
  private isTicked = false
  private isMissing = false

  /**
   * @param agree - speaks undisguised, or rejects with why not
   * @param keep - keeps the disguise: called when the dialog goes away before the consent has been written down
   */
  constructor(host: SanctuaryElement, agree: (consent: { agreedTo: string }) => Promise<unknown>, keep: () => void) {
    this.host = host
    this.agree = agree
    this.keep = keep
    this.dialog = new DialogController(host, () => void this.comeBack())
    this.attempts = new Attempts(host)
    host.addController(this)
  }

  /** What is taken out of the page closes without saying so. */
  hostDisconnected(): void {
    if (this.attempts.isRunning('consent')) this.keep()
  }

  open(): void {
    this.isTicked = this.isMissing = false
    this.attempts.dismiss()
    void this.dialog.open(this.say('consent-title'), this.form)
  }

  close(): void {
    this.dialog.close()
  }

  render(): TemplateResult | typeof nothing {
    return this.dialog.render()
  }

  private readonly form = (): TemplateResult => {
    const isAsking = this.attempts.isRunning('consent')
    return html`<form class="stack" part="consent" @submit=${this.submit}>
      <p class="strong">${this.say('consent-what')}</p>
      <ul class="what">${(['heard', 'server', 'until', 'back', 'kept'] as const).map((key) => html`<li>${this.say(`consent-${key}`)}</li>`)}</ul>
      <label class="check"><input type="checkbox" id="agree" .checked=${this.isTicked} aria-describedby=${this.isMissing ? 'missing' : nothing} @change=${this.tick}
        ><span class="strong">${this.say('consent-sentence')}</span></label>
      ${this.isMissing ? html`<p class="problem" id="missing">${triangleAlertIcon}${this.say('consent-missing')}</p>` : nothing}
      ${this.attempts.render()}
      <div class="acts"><button class="btn risk" type="submit" aria-disabled=${this.isTicked && !isAsking ? nothing : 'true'}>${this.say(isAsking ? 'consent-acting' : 'consent-act')}</button>
        <button class="btn primary" type="button" @click=${() => this.close()}>${this.say('consent-keep')}</button></div></form>`
  }

  private readonly tick = (event: Event): void => {
    this.isTicked = (event.target as HTMLInputElement).checked // the listener sits on the box
    this.isMissing = false
    this.host.requestUpdate()
  }

  private readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!this.isTicked) return this.remind()
    const agreedTo = this.say('consent-sentence')
    if (!(await this.attempts.run('consent', () => this.agree({ agreedTo })))) return
    this.dialog.leave()
    await this.host.updateComplete
    this.host.focus()
  }

  /** What opened it may be gone. */
  private async comeBack(): Promise<void> {
    if (this.attempts.isRunning('consent')) this.keep()
    await this.host.updateComplete
    if (!this.host.shadowRoot?.activeElement) this.host.focus()
  }

  private remind(): void {
    this.isMissing = true
    this.host.announce(`consent:${performance.now()}`, this.say('consent-missing'), 'assertive')
    this.host.requestUpdate()
    this.host.renderRoot.querySelector<HTMLElement>('#agree')?.focus()
  }

  private say(key: keyof typeof consentTexts): string {
    return this.host.words.text(consentTexts, key)
  }
}
