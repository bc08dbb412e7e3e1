import type { LitElement, ReactiveController } from 'lit'

/** F6 goes from region to region of the host, Shift+F6 back. Regions are marked `data-region` and carry `tabindex="-1"`. */
export class RegionCycle implements ReactiveController {
  private readonly host: LitElement

  constructor(host: LitElement) {
    this.host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.host.addEventListener('keydown', this.press)
  }

  hostDisconnected(): void {
    this.host.removeEventListener('keydown', this.press)
  }

  private readonly press = (event: KeyboardEvent): void => {
    if (event.key !== 'F6') return
    const regions = [...this.host.renderRoot.querySelectorAll<HTMLElement>('[data-region]')].filter(
      (region) => region.offsetParent !== null,
    )
    const at = regions.findLastIndex((region) => event.composedPath().includes(region)) // the innermost
    const next = regions.at((at + (event.shiftKey ? -1 : 1)) % regions.length)
    event.preventDefault()
    next?.focus()
  }
}
