import type { ReactiveController, ReactiveControllerHost } from 'lit'

interface Options {
  readonly enabled: () => boolean
  /** Speaks while true. */
  readonly push: (held: boolean) => void
}

/**
 * Speaks while a button is held by pointer or finger. Give the button its listeners: `@pointerdown=${hold.down}`, `@pointerup=${hold.release}`,
 * `@pointercancel=${hold.release}`, `@lostpointercapture=${hold.release}`, `@contextmenu=${hold.menu}`.
 */
export class HoldToTalk implements ReactiveController {
  private readonly options: Options
  private held = false

  constructor(host: ReactiveControllerHost, options: Options) {
    this.options = options
    host.addController(this)
  }

  hostConnected(): void {
    globalThis.addEventListener('blur', this.release)
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('blur', this.release)
    this.release()
  }

  /** Whether a click only ends a hold. Keys and assistive technology click without a pointer; for them the button switches as ever. */
  ends(click: MouseEvent): boolean {
    return this.options.enabled() && click.detail > 0
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0 || !this.options.enabled() || this.held) return
    const button = event.currentTarget as HTMLElement // the listener sits on the button
    if (button.isConnected && event.isTrusted) button.setPointerCapture(event.pointerId)
    this.held = true
    this.options.push(true)
  }

  /** Also when the pointer or the window is lost: nobody must go on speaking without knowing. */
  readonly release = (): void => {
    if (!this.held) return
    this.held = false
    this.options.push(false)
  }

  /** A long touch would open the browser's menu. */
  readonly menu = (event: Event): void => {
    if (this.held) event.preventDefault()
  }
}
