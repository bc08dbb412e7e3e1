import type { ReactiveController, ReactiveControllerHost } from 'lit'

const presses = 3
const withinMs = 1500

/** Esc three times in a row, wherever the focus is, also in a dialog. */
export class QuickExit implements ReactiveController {
  private readonly leave: () => void
  private times: number[] = []

  /** @param leave - what happens then; nothing may come between */
  constructor(host: ReactiveControllerHost, leave: () => void) {
    this.leave = leave
    host.addController(this)
  }

  hostConnected(): void {
    globalThis.addEventListener('keydown', this.press, { capture: true })
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('keydown', this.press, { capture: true })
    this.times = []
  }

  private readonly press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.repeat) {
      if (event.key !== 'Escape') this.times = []
      return
    }
    this.times = [...this.times, event.timeStamp].filter((time) => event.timeStamp - time < withinMs)
    if (this.times.length >= presses) this.leave()
  }
}
