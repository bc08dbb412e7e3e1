import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import type { Icon } from './draw-icon.ts'
import { checkIcon } from './live-icons.ts'
import { RovingFocus } from './roving-focus.ts'

const gapPx = 6

/** One line of a menu. */
export interface MenuItem {
  readonly label: string
  readonly icon?: Icon
  /** Drawn as a risk, such as removing somebody. */
  readonly risk?: boolean
  /** Given: the line is a switch, on or off. */
  readonly checked?: boolean
  /** What choosing it does. The menu closes first. */
  readonly act: () => void
}

/**
 * A menu of its host, opened beside a button: arrows, Home, End and first letters move, Esc closes and gives the focus back.
 * Give the button `aria-haspopup="menu"` and put `${menu.render()}` at the end of the template.
 */
export class MenuController implements ReactiveController {
  private readonly element = createRef<HTMLElement>()
  private readonly roving: RovingFocus
  private draw: (() => readonly (MenuItem | false | undefined)[]) | undefined
  private label = ''
  private opener: HTMLElement | undefined
  private held = false

  private readonly host: ReactiveControllerHost & HTMLElement

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.host = host
    host.addController(this)
    this.roving = new RovingFocus(host, { items: () => this.lines(), arrows: 'vertical' })
  }

  /** The button whose menu is open. */
  get openedBy(): HTMLElement | undefined {
    return this.opener
  }

  /**
   * Opens it beside a button.
   * @param label - what screen readers call it
   * @param items - its lines; falsy ones are left out. Asked again with every update of the host
   */
  async open(opener: HTMLElement, label: string, items: () => readonly (MenuItem | false | undefined)[]): Promise<void> {
    this.opener = opener
    this.label = label
    this.draw = items
    this.host.requestUpdate()
    await this.host.updateComplete
    const menu = this.element.value
    if (!menu) return
    if (!menu.matches(':popover-open')) menu.showPopover()
    place(menu, opener.getBoundingClientRect(), this.host.matches(':dir(rtl)'))
    this.roving.focus(this.lines()[0])
  }

  close(): void {
    const menu = this.element.value
    if (menu?.matches(':popover-open')) menu.hidePopover()
  }

  hostDisconnected(): void {
    this.opener = this.draw = undefined
  }

  render(): TemplateResult | typeof nothing {
    if (!this.draw) return nothing
    const items = this.draw().filter((item): item is MenuItem => Boolean(item))
    return html`<div class="menu" part="menu" popover role="menu" aria-label=${this.label} data-name=${this.label} ${ref(this.element)}
      @keydown=${this.keydown} @focusin=${this.roving.focusin} @beforetoggle=${this.toggling} @toggle=${this.toggled}>${items.map(this.line)}</div>`
  }

  private readonly line = ({ label, icon, risk, checked, act }: MenuItem): TemplateResult =>
    html`<button class="item ${risk ? 'risk' : ''}" role=${checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked=${checked === undefined ? nothing : String(checked)} tabindex="-1" @click=${() => this.choose(act)}
      >${icon ?? nothing}<span>${label}</span>${checked ? html`<span class="tick">${checkIcon}</span>` : nothing}</button>`

  /** The focus is back on the button before anything else opens, so that it can come back there once more. */
  private choose(act: () => void): void {
    const { opener } = this
    this.close()
    opener?.focus()
    act()
  }

  private readonly toggling = (event: ToggleEvent): void => {
    this.held = event.newState === 'closed' && (this.element.value?.matches(':focus-within') ?? false)
  }

  private readonly toggled = (event: ToggleEvent): void => {
    if (event.newState !== 'closed') return
    const active = this.host.shadowRoot?.activeElement
    if (this.held && (!active || this.element.value?.contains(active))) this.opener?.focus()
    this.opener = this.draw = undefined
    this.host.requestUpdate()
  }

  private readonly keydown = (event: KeyboardEvent): void => {
    this.roving.keydown(event)
    if (event.key === 'Tab') this.close()
    if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey)
      this.spell(event.key.toLowerCase())
    if (event.key !== 'Escape') event.stopPropagation()
  }

  private spell(letter: string): void {
    const lines = this.lines()
    const from = lines.findIndex((line) => line.matches(':focus'))
    const ordered = [...lines.slice(from + 1), ...lines.slice(0, from + 1)]
    this.roving.focus(ordered.find((line) => line.textContent?.trim().toLowerCase().startsWith(letter)))
  }

  private lines(): HTMLElement[] {
    return [...(this.element.value?.querySelectorAll<HTMLElement>('.item') ?? [])]
  }
}

/** Below the button and flush with its end, above it where there is more room. Narrow pages make a sheet of it by their style. */
function place(menu: HTMLElement, at: DOMRect, rightToLeft: boolean): void {
  const { offsetWidth: width, offsetHeight: height } = menu
  const above = at.bottom + gapPx + height > innerHeight && at.top > innerHeight - at.bottom
  const x = rightToLeft ? at.left : at.right - width
  const clamp = (value: number, most: number) => Math.round(Math.max(8, Math.min(value, most - 8)))
  menu.style.setProperty('left', `${clamp(x, innerWidth - width)}px`)
  menu.style.setProperty('top', `${clamp(above ? at.top - gapPx - height : at.bottom + gapPx, innerHeight - height)}px`)
}
