import type { Room } from '@sanctuary/sdk-core'
import type { LitElement, ReactiveController } from 'lit'

const nearPx = 48

/**
 * Where a person reads in the log. At its end they stay there as messages come; further up nothing moves under their eyes. What came
 * while they looked elsewhere is marked once. It says so to the room when everything was read.
 */
export class ReadingController implements ReactiveController {
  private readonly host: LitElement
  private readonly resolve: () => Room | undefined
  private room: Room | undefined
  private log: HTMLElement | undefined
  private atEnd = true
  private onScreen = false
  private lastTop = 0
  private unsent = 0
  private mark: { readonly after: number; readonly seen: boolean } | undefined
  private anchor: { readonly line: HTMLElement; readonly top: number } | undefined
  private readonly sizes = new ResizeObserver(() => this.stay())
  private readonly screen = new IntersectionObserver(([entry]) => this.appear(entry?.isIntersecting ?? false))

  constructor(host: LitElement, resolve: () => Room | undefined) {
    this.host = host
    this.resolve = resolve
    host.addController(this)
  }

  /** Whatever was created after this number is new to this person; undefined when nothing is. */
  get newAfter(): number | undefined {
    return this.mark?.after
  }

  /** How many messages lie below what they see, when they are not at the end; undefined at the end. */
  get below(): number | undefined {
    return this.atEnd ? undefined : (this.room?.chat.$unread.get() ?? 0)
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.look)
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.look)
    this.sizes.disconnect()
    this.screen.disconnect()
    this.log = undefined
    this.onScreen = false
  }

  hostUpdate(): void {
    const room = this.resolve()
    if (room !== this.room) {
      this.room = room
      this.mark = undefined
      this.atEnd = true
      this.unsent = room?.chat.$outbox.get().length ?? 0
    }
    this.followOwn()
    this.markNew()
    this.anchor = this.atEnd ? undefined : this.firstInView()
  }

  hostUpdated(): void {
    const log = this.host.renderRoot.querySelector<HTMLElement>('.log') ?? undefined
    if (log !== this.log) this.watch(log)
    if (this.anchor?.line.isConnected && log) log.scrollTop += this.anchor.line.getBoundingClientRect().top - this.anchor.top
    this.stay()
    void this.host.updateComplete.then(this.look)
  }

  /** Goes to the first new message below, else to the end. */
  readonly toNew = (): void => {
    const log = this.log
    const mark = log?.querySelector<HTMLElement>('.unread')
    if (log && mark && mark.getBoundingClientRect().top > log.getBoundingClientRect().bottom) mark.scrollIntoView({ block: 'start' })
    else this.toEnd()
  }

  readonly toEnd = (): void => {
    this.atEnd = true
    if (this.log) this.lastTop = this.log.scrollTop
    this.stay()
    this.look()
    this.host.requestUpdate()
  }

  readonly scrolled = (): void => {
    const was = this.atEnd
    this.notice()
    if (was === this.atEnd) return
    this.look()
    this.host.requestUpdate()
  }

  /** Only moving up leaves the end: growing content does not. */
  private notice(): void {
    const log = this.log
    if (!log) return
    if (log.scrollHeight - log.clientHeight - log.scrollTop < nearPx) this.atEnd = true
    else if (log.scrollTop < this.lastTop) this.atEnd = false
    this.lastTop = log.scrollTop
  }

  private watch(log: HTMLElement | undefined): void {
    this.sizes.disconnect()
    this.screen.disconnect()
    this.log = log
    if (!log) return
    this.sizes.observe(log)
    if (log.firstElementChild) this.sizes.observe(log.firstElementChild)
    this.screen.observe(log)
  }

  private appear(onScreen: boolean): void {
    const came = onScreen && !this.onScreen
    this.onScreen = onScreen
    if (came && this.mark && !this.mark.seen) this.showMark()
    this.look()
  }

  /** Somebody who opens the chat begins at what is new, if that is more than fits. */
  private showMark(): void {
    const mark = this.log?.querySelector<HTMLElement>('.unread')
    if (!this.log || !mark) return
    if (mark.getBoundingClientRect().top >= this.log.getBoundingClientRect().top) return
    this.atEnd = false
    mark.scrollIntoView({ block: 'start' })
    this.lastTop = this.log.scrollTop
    this.host.requestUpdate()
  }

  private get isReading(): boolean {
    return this.atEnd && this.onScreen && document.visibilityState === 'visible'
  }

  private markNew(): void {
    const chat = this.room?.chat
    if (!chat || chat.$unread.get() === 0 || this.isReading) return
    if (!this.mark || this.mark.seen) this.mark = { after: chat.$lastRead.get(), seen: false }
  }

  /** Who writes has read what was there, and wants to see their own words. */
  private followOwn(): void {
    const count = this.room?.chat.$outbox.get().length ?? 0
    if (count > this.unsent) {
      this.mark = undefined
      this.atEnd = true
    }
    this.unsent = count
  }

  private readonly look = (): void => {
    const chat = this.room?.chat
    if (!chat || !this.isReading || chat.$unread.get() === 0) return
    if (this.mark) this.mark = { ...this.mark, seen: true }
    chat.markRead()
  }

  private stay(): void {
    const log = this.log
    // Somebody may have moved since, before the browser said so.
    if (this.atEnd) this.notice()
    if (!log || !this.atEnd) return
    log.scrollTop = log.scrollHeight
    this.lastTop = log.scrollTop
  }

  /** The first line one sees, found by halves: there may be thousands. */
  private firstInView(): { line: HTMLElement; top: number } | undefined {
    const edge = this.log?.getBoundingClientRect().top
    const lines = this.log?.firstElementChild?.children
    if (edge === undefined || !lines) return undefined
    let [low, high] = [0, lines.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((lines[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle
      else low = middle + 1
    }
    const line = lines[low]
    return line instanceof HTMLElement ? { line, top: line.getBoundingClientRect().top } : undefined
  }
}
