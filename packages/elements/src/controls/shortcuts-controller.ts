import type { ReactiveController, ReactiveControllerHost } from 'lit'

interface Options {
  readonly enabled: () => boolean
  /** M. */
  readonly toggle: () => void
  /** Space, while it is held. */
  readonly push: (held: boolean) => void
}

const writing = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'
const pressing = 'button, a[href], summary, [role="button"], [role="tab"], [role="radio"], [role="menuitem"], audio, video'

/** M switches the microphone and Space speaks while held, wherever the focus is on the page, unless the key means something there. */
export class ShortcutsController implements ReactiveController {
  private readonly options: Options
  private held = false

  constructor(host: ReactiveControllerHost, options: Options) {
    this.options = options
    host.addController(this)
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.down)
    document.addEventListener('keyup', this.up)
    globalThis.addEventListener('blur', this.release)
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.down)
    document.removeEventListener('keyup', this.up)
    globalThis.removeEventListener('blur', this.release)
    this.release()
  }

  private readonly down = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !this.options.enabled()) return
    const [target] = event.composedPath()
    if (target instanceof Element && target.matches(writing)) return
    if (event.code === 'KeyM' && !event.repeat) this.options.toggle()
    if (event.code !== 'Space' || (target instanceof Element && target.matches(pressing))) return
    event.preventDefault()
    if (event.repeat || this.held) return
    this.held = true
    this.options.push(true)
  }

  private readonly up = (event: KeyboardEvent): void => {
    if (event.code === 'Space') this.release()
  }

  /** Also when the window loses the keyboard: nobody must go on speaking without knowing. */
  private readonly release = (): void => {
    if (!this.held) return
    this.held = false
    this.options.push(false)
  }
}
