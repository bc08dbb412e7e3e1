import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Renders the host again and again while it is on the page, for what changes with time alone. */
export class TickController implements ReactiveController {
  private readonly host: ReactiveControllerHost
  private readonly everyMs: number
  private timer: ReturnType<typeof setInterval> | undefined

  constructor(host: ReactiveControllerHost, everyMs: number) {
    this.host = host
    this.everyMs = everyMs
    host.addController(this)
  }

  hostConnected(): void {
    this.timer = setInterval(() => this.host.requestUpdate(), this.everyMs)
  }

  hostDisconnected(): void {
    clearInterval(this.timer)
  }
}
