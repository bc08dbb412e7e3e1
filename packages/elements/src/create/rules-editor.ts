import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { grow } from '../base/grow.ts'
import { closeIcon, triangleAlertIcon } from '../base/icons.ts'
import { arrowDownIcon, arrowUpIcon, ellipsisIcon, plusIcon } from '../base/live-icons.ts'
import { MenuController } from '../base/menu.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { createTexts, rulesEditorTexts } from './create-texts.ts'
import { limits } from './limits.ts'

interface Rule {
  /** Stays with the rule while it moves. */
  readonly key: number
  readonly text: string
}

const suggestions = ['create-suggestion-1', 'create-suggestion-2', 'create-suggestion-3', 'create-suggestion-4'] as const

/** The list of ground rules while somebody writes it: add, change, move and remove, all by keyboard. Ours are suggestions only. */
export class RulesEditor {
  /** The server refused one of them. */
  isRefused = false
  private readonly host: SanctuaryElement
  private readonly menu: MenuController
  private rules: readonly Rule[] = []
  private nextKey = 0

  constructor(host: SanctuaryElement) {
    this.host = host
    this.menu = new MenuController(host)
  }

  /** The rules that say something, in order. */
  get value(): string[] {
    return this.rules.map(({ text }) => text.trim()).filter(Boolean)
  }

  render(): TemplateResult {
    const open = this.rules.length < limits.rules
    return html`<fieldset class="field" part="rules" aria-describedby="rules-hint ${this.isRefused ? 'rules-problem' : ''}">
      <legend class="label">${this.say('create-rules')}</legend>
      <p class="t-xs muted" id="rules-hint">${this.say('create-rules-hint')}</p>
      ${this.rules.length ? html`<ol class="rules editor">${repeat(this.rules, ({ key }) => key, this.row)}</ol>` : nothing}
      ${this.isRefused ? html`<p class="problem" id="rules-problem">${triangleAlertIcon}${this.host.words.text(createTexts, 'create-refused')}</p>` : nothing}
      ${open ? html`<p><button class="btn quiet small start" id="add-rule" type="button" @click=${() => this.insert(this.rules.length)}>${plusIcon}${this.say('create-rules-add')}</button></p>${this.suggestions()}` : nothing}
      <p class="sr" id="rule-keys">${this.say('create-rule-keys')}</p>
    </fieldset>`
  }

  /** Belongs at the end of the template. */
  renderMenu() {
    return this.menu.render()
  }

  private readonly row = ({ key, text }: Rule, index: number): TemplateResult => {
    const number = index + 1
    return html`<li data-rule=${key}>
      <textarea class="input" rows="1" dir="auto" maxlength=${limits.rule} aria-label=${this.say('create-rule', { number })} aria-describedby="rule-keys" .value=${text}
        @input=${(event: InputEvent) => this.write(key, event)} @keydown=${(event: KeyboardEvent) => this.key(event, index)}></textarea>
      <button class="btn quiet icon small" type="button" aria-haspopup="menu" aria-label=${this.say('create-rule-menu', { number })} @click=${(event: Event) => this.open(event, key)}>${ellipsisIcon}</button>
    </li>`
  }

  private suggestions(): TemplateResult | typeof nothing {
    const left = suggestions.filter((name) => !this.value.includes(this.say(name)))
    if (left.length === 0) return nothing
    return html`<div class="suggestions"><span class="t-xs muted" id="suggestions">${this.say('create-rules-suggestions')}</span>
      <ul class="row wrap" aria-labelledby="suggestions">${left.map((name) => html`<li><button class="btn soft small" type="button" @click=${() => this.take(name)}>${plusIcon}<span>${this.say(name)}</span></button></li>`)}</ul></div>`
  }

  private open(event: Event, key: number): void {
    const at = () => this.rules.findIndex((rule) => rule.key === key)
    void this.menu.open(event.currentTarget as HTMLElement, this.say('create-rule', { number: at() + 1 }), () => [
      at() > 0 && { label: this.say('create-rule-up'), icon: arrowUpIcon, act: () => this.move(at(), -1) },
      at() < this.rules.length - 1 && { label: this.say('create-rule-down'), icon: arrowDownIcon, act: () => this.move(at(), 1) },
      { label: this.say('create-rule-remove'), icon: closeIcon, risk: true, act: () => this.remove(at()) },
    ])
  }

  private take(name: (typeof suggestions)[number]): void {
    const empty = this.rules.findIndex(({ text }) => text.trim() === '')
    const index = empty < 0 ? this.rules.length : empty
    this.rules = [
      ...this.rules.slice(0, index),
      { key: this.nextKey++, text: this.say(name) },
      ...this.rules.slice(empty < 0 ? index : index + 1),
    ]
    this.host.announce(`rule:${this.nextKey}`, this.say('create-rule-added', { number: index + 1 }))
    this.focus(
      () =>
        this.host.renderRoot.querySelector<HTMLElement>('.suggestions button') ??
        this.host.renderRoot.querySelector<HTMLElement>('#add-rule'),
    )
  }

  private insert(index: number): void {
    this.rules = [...this.rules.slice(0, index), { key: this.nextKey++, text: '' }, ...this.rules.slice(index)]
    this.focus(() => this.areas()[index])
  }

  private write(key: number, event: InputEvent): void {
    const area = event.target as HTMLTextAreaElement // the listener sits on the text area
    const text = area.value.replaceAll(/\s*\n\s*/g, ' ')
    this.rules = this.rules.map((rule) => (rule.key === key ? { key, text } : rule))
    this.isRefused = false
    grow(area)
    this.host.requestUpdate()
  }

  /** Enter goes on to the next rule and makes one at the end; Backspace takes away an empty one; Alt with arrows moves. */
  private key(event: KeyboardEvent, index: number): void {
    const empty = this.rules[index]?.text.trim() === ''
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (event.isComposing || !(event.key === 'Enter' || (event.key === 'Backspace' && empty) || (event.altKey && step))) return
    event.preventDefault()
    if (step) this.move(index, step)
    else if (event.key === 'Backspace') this.remove(index)
    else if (index < this.rules.length - 1) this.areas()[index + 1]?.focus()
    else if (!empty && this.rules.length < limits.rules) this.insert(index + 1)
  }

  private move(from: number, step: number): void {
    const rule = this.rules[from]
    const to = from + step
    if (!rule || to < 0 || to >= this.rules.length) return
    const rest = this.rules.filter((other) => other !== rule)
    this.rules = [...rest.slice(0, to), rule, ...rest.slice(to)]
    this.host.announce(`rule:${rule.key}:${performance.now()}`, this.say('create-rule-moved', { number: to + 1 }))
    this.focus(() => this.areas()[to])
  }

  private remove(index: number): void {
    this.rules = this.rules.filter((_, at) => at !== index)
    this.host.announce(`rule:${performance.now()}`, this.say('create-rule-removed'))
    this.focus(() => this.areas()[Math.max(0, index - 1)] ?? this.host.renderRoot.querySelector<HTMLElement>('#add-rule'))
  }

  private focus(find: () => HTMLElement | null | undefined): void {
    this.host.requestUpdate()
    void this.host.updateComplete.then(() => {
      for (const area of this.areas()) grow(area)
      find()?.focus()
    })
  }

  private areas(): HTMLTextAreaElement[] {
    return [...this.host.renderRoot.querySelectorAll<HTMLTextAreaElement>('.editor textarea')]
  }

  private say(key: keyof typeof rulesEditorTexts, args?: Record<string, string | number>): string {
    return this.host.words.text(rulesEditorTexts, key, args)
  }
}
