import { html, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { closeIcon, shieldIcon } from '../base/icons.ts'
import { arrowDownIcon, arrowUpIcon, plusIcon } from '../base/live-icons.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { createTexts } from './create-texts.ts'

const longest = 300
const most = 20

/** The list of ground rules while somebody writes it: add, change, move and remove, all by keyboard. */
export class RulesEditor {
  private readonly host: SanctuaryElement & ReactiveControllerHost
  private rules: string[] = []

  constructor(host: SanctuaryElement & ReactiveControllerHost) {
    this.host = host
  }

  /** The rules that say something, in order. */
  get value(): string[] {
    return this.rules.map((rule) => rule.trim()).filter(Boolean)
  }

  render(): TemplateResult {
    return html`<fieldset class="field" part="rules">
      <legend class="label">${this.say('create-rules')}</legend>
      <p class="t-xs muted">${this.say('create-rules-hint')}</p>
      <ol class="editor">${this.rules.map(this.rule)}</ol>
      <div class="row wrap">
        ${this.rules.length < most ? html`<button class="btn line small" type="button" @click=${() => this.add('')}>${plusIcon}${this.say('create-rules-add')}</button>` : ''}
        ${this.rules.length === 0 ? html`<button class="btn soft small" type="button" @click=${this.suggest}>${shieldIcon}${this.say('create-rules-suggest')}</button>` : ''}
      </div>
    </fieldset>`
  }

  private readonly rule = (rule: string, index: number): TemplateResult => {
    const number = index + 1
    const button = (
      key: 'create-rule-up' | 'create-rule-down' | 'create-rule-remove',
      icon: TemplateResult,
      act: () => void,
      off = false,
    ) =>
      html`<button class="btn quiet icon small" type="button" aria-label=${this.say(key, { number })} ?disabled=${off} @click=${act}>${icon}</button>`
    return html`<li>
      <input class="input" dir="auto" maxlength=${longest} aria-label=${this.say('create-rule', { number })} .value=${rule}
        @input=${(event: InputEvent) => this.write(index, (event.target as HTMLInputElement).value)} @keydown=${(event: KeyboardEvent) => this.key(event, index)}>
      <span class="moves">${button('create-rule-up', arrowUpIcon, () => this.move(index, index - 1), index === 0)}${button(
        'create-rule-down',
        arrowDownIcon,
        () => this.move(index, index + 1),
        index === this.rules.length - 1,
      )}${button('create-rule-remove', closeIcon, () => this.remove(index))}</span>
    </li>`
  }

  private readonly suggest = (): void => {
    this.rules = ([1, 2, 3, 4] as const).map((number) => this.say(`create-rule-${number}`))
    this.focus(0)
  }

  private add(rule: string): void {
    this.rules = [...this.rules, rule]
    this.focus(this.rules.length - 1)
  }

  private write(index: number, rule: string): void {
    this.rules[index] = rule
  }

  /** Enter goes on to the next rule, and makes one at the end. */
  private key(event: KeyboardEvent, index: number): void {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    if (index < this.rules.length - 1) this.focus(index + 1)
    else if (this.rules.length < most && this.rules[index]?.trim()) this.add('')
  }

  private move(from: number, to: number): void {
    const [rule] = this.rules.splice(from, 1)
    if (rule === undefined) return
    this.rules.splice(to, 0, rule)
    this.rules = [...this.rules]
    this.focus(to)
  }

  private remove(index: number): void {
    this.rules = this.rules.filter((_, at) => at !== index)
    this.host.announce(`rule-removed:${performance.now()}`, this.say('create-rule-removed'))
    this.focus(Math.min(index, this.rules.length - 1))
  }

  private focus(index: number): void {
    this.host.requestUpdate()
    void this.host.updateComplete.then(() => {
      const inputs = this.host.renderRoot.querySelectorAll<HTMLElement>('.editor .input')
      const next = inputs[index] ?? this.host.renderRoot.querySelector<HTMLElement>('[part="rules"] .btn')
      next?.focus()
    })
  }

  private say(key: keyof typeof createTexts, values?: Record<string, string | number>): string {
    return this.host.words.text(createTexts, key, values)
  }
}
