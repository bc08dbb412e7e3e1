import type { ReactiveController, ReactiveControllerHost } from 'lit'

interface Options {
  /** Whether M and Space count. */
  readonly hasKeys: () => boolean
  /** Whether the button speaks while it is held. */
  readonly hasButton: () => boolean
  readonly toggle: () => void
  /** Speaks while true. */
  readonly push: (held: boolean) => void
}

const writing = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'
const pressing = 'button, a[href], summary, [role="button"], [role="tab"], [role="radio"], [role="menuitem"], audio, video'

/**
 * Speaks while Space or a button is held, and switches the microphone with M. The keys work wherever the focus is on the page, unless they
 * mean something there. Give the button its listeners: `@pointerdown=${talk.down}`, `@pointerup=${talk.release}`,
 * `@pointercancel=${talk.release}`, `@lostpointercapture=${talk.release}`, `@contextmenu=${talk.menu}`.
 */
export class TalkController implements ReactiveController {
  private readonly options: Options
  private held = false

  constructor(host: ReactiveControllerHost, options: Options) {
    this.options = options
    host.addController(this)
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.keydown)
    document.addEventListener('keyup', this.keyup)
    globalThis.addEventListener('blur', this.release)
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.keydown)
    document.removeEventListener('keyup', this.keyup)
    globalThis.removeEventListener('blur', this.release)
    this.release()
  }

  /** Whether a click only ends a hold. Keys and assistive technology click without a pointer; for them the button switches as ever. */
  ends(click: MouseEvent): boolean {
    return this.options.hasButton() && click.detail > 0
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0 || !this.options.hasButton()) return
    const button = event.currentTarget as HTMLElement // the listener sits on the button
    if (button.isConnected && event.isTrusted) button.setPointerCapture(event.pointerId)
    this.hold()
  }

  /** Also when the pointer, the keyboard or the window is lost: nobody must go on speaking without knowing. */
  readonly release = (): void => {
    if (!this.held) return
    this.held = false
    this.options.push(false)
  }

  /** A long touch would open the browser's menu. */
  readonly menu = (event: Event): void => {
    if (this.held) event.preventDefault()
  }

  private hold(): void {
    if (this.held) return
    this.held = true
    this.options.push(true)
  }

  private readonly keydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !this.options.hasKeys()) return
    const [target] = event.composedPath()
    if (target instanceof Element && target.matches(writing)) return
    if (event.code === 'KeyM' && !event.repeat) this.options.toggle()
    if (event.code !== 'Space' || (target instanceof Element && target.matches(pressing))) return
    event.preventDefault()
    if (!event.repeat) this.hold()
  }

  private readonly keyup = (event: KeyboardEvent): void => {
    if (event.code === 'Space') this.release()
  }
}
