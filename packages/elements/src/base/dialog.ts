import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'

/**
 * A modal dialog of its host: traps focus, closes on Esc and on a press beside it, gives the focus back.
 * Put `${dialog.render()}` at the end of the template; `open` draws it anew with every update of the host.
 */
export class DialogController implements ReactiveController {
  private readonly element = createRef<HTMLDialogElement>()
  private content: (() => TemplateResult) | undefined
  private label = ''
  private opener: HTMLElement | undefined

  private readonly host: ReactiveControllerHost & HTMLElement
  private readonly closed: () => void

  /** @param closed - called whenever it has closed, however that happened */
  constructor(host: ReactiveControllerHost & HTMLElement, closed: () => void = () => {}) {
    this.host = host
    this.closed = closed
    host.addController(this)
  }

  get isOpen(): boolean {
    return this.content !== undefined
  }

  /**
   * Opens it. Focus goes to the element marked `autofocus`, else to the first control.
   * @param label - what screen readers call it; drawn as its heading
   * @param content - what stands below the heading
   */
  async open(label: string, content: () => TemplateResult): Promise<void> {
    const active = this.host.shadowRoot?.activeElement
    this.opener ??= active instanceof HTMLElement ? active : undefined
    this.label = label
    this.content = content
    this.host.requestUpdate()
    await this.host.updateComplete
    const dialog = this.element.value
    if (dialog && !dialog.open) dialog.showModal()
  }

  close(): void {
    this.element.value?.close()
  }

  /** Closes it for somebody who goes on elsewhere: the focus is not given back. */
  leave(): void {
    this.opener = undefined
    this.close()
  }

  hostDisconnected(): void {
    this.content = undefined
  }

  render(): TemplateResult | typeof nothing {
    if (!this.content) return nothing
    return html`<dialog part="dialog" closedby="any" aria-labelledby="dialog-label" ${ref(this.element)} @close=${this.done}>
      <h2 class="t-l" id="dialog-label">${this.label}</h2>
      ${this.content()}
    </dialog>`
  }

  private readonly done = (): void => {
    this.content = undefined
    this.host.requestUpdate()
    const opener = this.opener
    this.opener = undefined
    if (opener?.isConnected) opener.focus()
    this.closed()
  }
}
