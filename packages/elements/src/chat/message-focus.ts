import type { LitElement } from 'lit'
import { RovingFocus } from '../base/roving-focus.ts'

interface Options {
  /** Up, on the first message. */
  readonly before: () => void
  /** Down on the last message, and Esc on any. */
  readonly after: () => void
}

/** One tab stop for all messages, at the newest; arrows, Home and End move between them and do not go round. */
export class MessageFocus {
  private readonly roving: RovingFocus
  private readonly options: Options
  private readonly host: LitElement

  constructor(host: LitElement, options: Options) {
    this.host = host
    this.options = options
    this.roving = new RovingFocus(host, { items: () => this.items(), arrows: 'vertical', home: (item) => item === this.items().at(-1) })
  }

  readonly focusin = (event: Event): void => this.roving.focusin(event)

  readonly keydown = (event: KeyboardEvent): void => {
    const items = this.items()
    const on = (item: HTMLElement | undefined) => item !== undefined && event.composedPath().includes(item)
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    const edge = this.edge(event.key, on(items[0]), on(items.at(-1)))
    if (plain && edge) {
      event.preventDefault()
      edge()
    } else this.roving.keydown(event)
  }

  private edge(key: string, first: boolean, last: boolean): (() => void) | undefined {
    if (key === 'ArrowUp' && first) return this.options.before
    return key === 'Escape' || (key === 'ArrowDown' && last) ? this.options.after : undefined
  }

  private items(): HTMLElement[] {
    return [...this.host.renderRoot.querySelectorAll<HTMLElement>('.msg')]
  }
}
