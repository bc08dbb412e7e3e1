import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Renders the host again and again while it is on the page, for what changes with time alone. */
export class TickController implements ReactiveController {
  private readonly host: ReactiveControllerHost
  private readonly everyMs: number
  private readonly needed: () => boolean
  private timer: ReturnType<typeof setInterval> | undefined

  /** @param needed - whether time changes anything at the moment; default always */
  constructor(host: ReactiveControllerHost, everyMs: number, needed: () => boolean = () => true) {
    this.host = host
    this.everyMs = everyMs
    this.needed = needed
    host.addController(this)
  }

  hostConnected(): void {
    this.timer = setInterval(() => this.needed() && this.host.requestUpdate(), this.everyMs)
  }

  hostDisconnected(): void {
    clearInterval(this.timer)
  }
}
