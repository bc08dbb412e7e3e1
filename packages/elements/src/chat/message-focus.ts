import type { LitElement, ReactiveController } from 'lit'

interface Options {
  /** Up, on the first message. */
  readonly before: () => void
  /** Down on the last message, and Esc on any. */
  readonly after: () => void
}

type Way = 'previousElementSibling' | 'nextElementSibling'

/**
 * One tab stop for all messages, at the newest; arrows, Home and End move between them and do not go round. It touches no more messages
 * than it has to: there may be thousands.
 */
export class MessageFocus implements ReactiveController {
  private readonly host: LitElement
  private readonly options: Options
  private current: HTMLElement | undefined
  private held = false

  constructor(host: LitElement, options: Options) {
    this.host = host
    this.options = options
    host.addController(this)
  }

  hostUpdate(): void {
    this.held = this.current?.matches(':focus-within') ?? false
  }

  hostUpdated(): void {
    if (this.held && this.current?.isConnected) return
    this.stop(this.last)
    if (this.held) this.current?.focus() // what had the focus is gone
    this.held = false
  }

  readonly focusin = (event: Event): void => this.stop(messageOf(event))

  readonly keydown = (event: KeyboardEvent): void => {
    const from = messageOf(event)
    if (!from || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const go = this.find(event.key, from)
    if (!go) return
    event.preventDefault()
    if (typeof go === 'function') go()
    else {
      this.stop(go)
      go.focus()
    }
  }

  private find(key: string, from: HTMLElement): HTMLElement | (() => void) | undefined {
    if (key === 'ArrowUp') return next(from.previousElementSibling, 'previousElementSibling') ?? this.options.before
    if (key === 'ArrowDown') return next(from.nextElementSibling, 'nextElementSibling') ?? this.options.after
    if (key === 'Home') return next(this.lines?.firstElementChild, 'nextElementSibling')
    if (key === 'End') return this.last
    return key === 'Escape' ? this.options.after : undefined
  }

  private stop(message: HTMLElement | undefined): void {
    if (message === this.current) return
    if (this.current) this.current.tabIndex = -1
    if (message) message.tabIndex = 0
    this.current = message
  }

  private get last(): HTMLElement | undefined {
    return next(this.lines?.lastElementChild, 'previousElementSibling')
  }

  private get lines(): Element | null {
    return this.host.renderRoot.querySelector('.lines')
  }
}

const messageOf = (event: Event): HTMLElement | undefined =>
  event.composedPath().find((node): node is HTMLElement => node instanceof HTMLElement && node.matches('.msg'))

/** The message here, or the nearest one that way. */
function next(line: Element | null | undefined, way: Way): HTMLElement | undefined {
  let at = line ?? null
  while (at && !at.matches('.msg')) at = at[way]
  return at instanceof HTMLElement ? at : undefined
}
