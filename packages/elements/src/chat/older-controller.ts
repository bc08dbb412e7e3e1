import type { Room } from '@sanctuary/sdk-core'
import type { LitElement, ReactiveController } from 'lit'
import type { Attempts } from '../base/attempts.ts'

/** How far before the start of what is loaded the next page is fetched. */
const ahead = '600px 0px 0px 0px'

/** Loads older pages before the reader gets there. After a failure, or a page with nothing in it, it waits for a press. */
export class OlderController implements ReactiveController {
  private readonly host: LitElement
  private readonly resolve: () => Room | undefined
  private readonly attempts: Attempts
  private observer: IntersectionObserver | undefined
  private edge: Element | undefined
  private stopped = false

  constructor(host: LitElement, attempts: Attempts, resolve: () => Room | undefined) {
    this.host = host
    this.attempts = attempts
    this.resolve = resolve
    host.addController(this)
  }

  get isLoading(): boolean {
    return this.attempts.isRunning('older')
  }

  hostUpdated(): void {
    const edge = this.host.renderRoot.querySelector('.older') ?? undefined
    if (edge === this.edge) return
    this.observer?.disconnect()
    this.edge = edge
    const log = edge?.closest('.log')
    if (!edge || !log) return
    this.observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && !this.stopped && void this.load(), {
      root: log,
      rootMargin: ahead,
    })
    this.observer.observe(edge)
  }

  hostDisconnected(): void {
    this.observer?.disconnect()
    this.edge = undefined
  }

  private get count(): number {
    const room = this.resolve()
    return room ? room.records('chat.message').get().length + room.chat.$messages.get().length : 0
  }

  readonly load = async (): Promise<void> => {
    if (this.isLoading) return
    const before = this.count
    this.stopped = !(await this.attempts.run('older', async () => this.resolve()?.chat.loadOlder())) || this.count === before
    // Still there after a page that did not fill the view: look again.
    if (!this.edge || this.stopped) return
    this.observer?.unobserve(this.edge)
    this.observer?.observe(this.edge)
  }
}
