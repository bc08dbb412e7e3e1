import type { ReactiveController, ReactiveControllerHost } from 'lit'

interface Options {
  /** Where the items are; looked up anew each time. */
  readonly items: () => readonly HTMLElement[]
  /** Which arrows move. `grid`: all four, up and down by rows as they are laid out. Default `horizontal`. */
  readonly arrows?: 'horizontal' | 'vertical' | 'both' | 'grid'
  /** Also called when arrows moved, such as to choose the radio that got focus. */
  readonly moved?: (item: HTMLElement) => void
  /** Which item holds the tab stop when none was focused yet, such as the chosen one. */
  readonly home?: (item: HTMLElement) => boolean
}

/**
 * One tab stop for many items; arrows, Home and End move between them, mirrored in right-to-left text.
 * When the focused item goes away, its neighbour gets the focus. Give the container `@keydown=${roving.keydown}` and `@focusin=${roving.focusin}`.
 */
export class RovingFocus implements ReactiveController {
  private current: HTMLElement | undefined
  private index = 0
  private held = false

  private readonly host: ReactiveControllerHost & HTMLElement
  private readonly options: Options

  constructor(host: ReactiveControllerHost & HTMLElement, options: Options) {
    this.host = host
    this.options = options
    host.addController(this)
  }

  hostUpdate(): void {
    const active = this.host.shadowRoot?.activeElement
    const item = active ? this.options.items().find((one) => one === active || one.contains(active)) : undefined
    this.held = item !== undefined
    if (item) this.stop(this.options.items(), item)
  }

  hostUpdated(): void {
    const items = this.options.items()
    const stays = this.current !== undefined && items.includes(this.current)
    const next = stays && this.held ? this.current : this.rest(items, stays)
    this.stop(items, next)
    if (this.held && !stays) next?.focus()
    this.held = false
  }

  /** Moves focus to an item and makes it the tab stop. */
  focus(item: HTMLElement | undefined = this.current): void {
    if (!item) return
    this.stop(this.options.items(), item)
    item.focus()
  }

  readonly focusin = (event: Event): void => {
    const items = this.options.items()
    const item = items.find((one) => event.composedPath().includes(one))
    if (item) this.stop(items, item)
  }

  readonly keydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const items = this.options.items()
    const from = items.findIndex((one) => event.composedPath().includes(one))
    if (from < 0) return
    const to = this.target(event.key, from, items)
    const item = to === undefined ? undefined : items[to]
    if (!item) return
    event.preventDefault()
    this.focus(item)
    this.options.moved?.(item)
  }

  private rest(items: readonly HTMLElement[], stays: boolean): HTMLElement | undefined {
    const home = this.options.home && items.find(this.options.home)
    return home ?? (stays ? this.current : (items[Math.min(this.index, items.length - 1)] ?? items[0]))
  }

  private stop(items: readonly HTMLElement[], item: HTMLElement | undefined): void {
    this.current = item
    this.index = item ? items.indexOf(item) : 0
    for (const one of items) one.tabIndex = one === item ? 0 : -1
  }

  private target(key: string, from: number, items: readonly HTMLElement[]): number | undefined {
    const last = items.length - 1
    const arrows = this.options.arrows ?? 'horizontal'
    const [forward, back] = this.host.matches(':dir(rtl)') ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
    if (key === 'Home') return 0
    if (key === 'End') return last
    if (arrows !== 'vertical' && key === forward) return from === last ? 0 : from + 1
    if (arrows !== 'vertical' && key === back) return from === 0 ? last : from - 1
    if (arrows === 'grid') return key === 'ArrowDown' ? besides(items, from, 1) : key === 'ArrowUp' ? besides(items, from, -1) : undefined
    if (arrows !== 'horizontal' && key === 'ArrowDown') return from === last ? 0 : from + 1
    if (arrows !== 'horizontal' && key === 'ArrowUp') return from === 0 ? last : from - 1
    return undefined
  }
}

/** The item of the next row (or the one before) that lies closest in the line of reading. */
function besides(items: readonly HTMLElement[], from: number, step: 1 | -1): number | undefined {
  const boxes = items.map((item) => item.getBoundingClientRect())
  const start = boxes[from]
  if (!start) return undefined
  const middle = start.left + start.width / 2
  const beyond = boxes.map((box, index) => ({
    index,
    away: (box.top - start.top) * step,
    aside: Math.abs(box.left + box.width / 2 - middle),
  }))
  const rows = beyond.filter((one) => one.away > start.height / 2)
  const nearest = Math.min(...rows.map((one) => one.away))
  return rows.filter((one) => one.away < nearest + start.height / 2).sort((a, b) => a.aside - b.aside)[0]?.index
}
