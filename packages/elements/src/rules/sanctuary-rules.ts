import type { RoomSettings } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { erasedAfter } from '../base/erased-after.ts'
import { hourglassIcon, lockIcon, shieldIcon, usersRoundIcon } from '../base/icons.ts'
import { RoomElement } from '../base/room-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { RulesAcceptEvent } from './rules-accept-event.ts'
import { rulesTexts } from './rules-texts.ts'
import { styles } from './sanctuary-rules.styles.ts'

/**
 * The ground rules of the room and what becomes of what is said. When hosts change the rules, each person accepts the new ones here.
 *
 * @csspart rules - the list of rules
 * @csspart accept - the button that accepts changed rules
 * @csspart facts - what the room does with what is said
 * @fires {RulesAcceptEvent} sanctuary-rules-accept - this person accepted changed rules
 */
export class SanctuaryRules extends RoomElement {
  static override styles = [base, surfaces, styles]

  private readonly text = this.texts(rulesTexts)
  private readonly settings = this.store((room) => room.$settings)
  private readonly attempts = new Attempts(this)

  /** The version this person has accepted; default: the first one this element showed. */
  @property({ type: Number }) accepted?: number

  protected override willUpdate(): void {
    this.accepted ??= this.settings.value?.rulesVersion
  }

  override render() {
    const settings = this.settings.value
    if (!settings) return nothing
    return html`<div class="stack">
      <div class="row base"><h2 class="t-l">${this.text('rules-title')}</h2>${
        settings.rules.length
          ? html`<span class="muted t-xs end">${this.text('rules-version', { version: settings.rulesVersion })}</span>`
          : nothing
      }</div>
      ${this.attempts.render()}
      ${settings.rules.length ? html`<ol class="rules" part="rules">${settings.rules.map((rule) => html`<li><span dir="auto">${rule}</span></li>`)}</ol>` : html`<p class="muted">${this.text('rules-none')}</p>`}
      ${this.accepted !== undefined && settings.rulesVersion > this.accepted ? this.changed(settings) : nothing}
      <hr class="rule">
      <h3 class="t-s">${this.text('rules-about')}</h3>
      ${settings.description ? html`<p class="t-s about" dir="auto">${settings.description}</p>` : nothing}
      <ul class="facts t-s muted" part="facts">${this.facts(settings)}</ul>
    </div>`
  }

  private changed({ rulesVersion }: RoomSettings): TemplateResult {
    return html`<div class="notice n-caution">${shieldIcon}<p>${this.text('rules-changed')}</p>
      <p><button class="btn primary small" part="accept" @click=${() => this.accept(rulesVersion)}>${this.text('rules-accept')}</button></p></div>`
  }

  private facts({ eraseAfterMinutes, capacity, locked, approval }: RoomSettings): TemplateResult {
    const { unit, count } = erasedAfter(eraseAfterMinutes)
    return html`<li>${hourglassIcon}${this.text(`rules-erased-${unit}`, { count })}</li>
      <li>${usersRoundIcon}${this.text('rules-capacity', { count: capacity })}</li>
      ${locked ? html`<li>${lockIcon}${this.text('rules-locked')}</li>` : nothing}
      ${approval ? html`<li>${shieldIcon}${this.text('rules-approval')}</li>` : nothing}`
  }

  private accept(version: number): void {
    void this.attempts.run('accept', async () => {
      await this.here?.participants.acknowledge(version)
      this.accepted = version
      this.emit(new RulesAcceptEvent(version))
    })
  }
}

define('sanctuary-rules', SanctuaryRules)

declare global {
  interface HTMLElementTagNameMap {
    'sanctuary-rules': SanctuaryRules
  }
}
