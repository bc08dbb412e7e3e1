import type { ErrorCode } from '@sanctuary/protocol'
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { closeIcon, triangleAlertIcon } from './icons.ts'
import type { Messages } from './messages/messages.ts'
import { defineTexts } from './messages/texts.ts'

const texts = defineTexts({ 'attempt-dismiss': 'Dismiss', 'error-INTERNAL': 'Something went wrong. Try again.' })

/** What an action of the SDK rejects with. */
interface Failure {
  readonly code: ErrorCode
  readonly message: string
}

interface Host extends ReactiveControllerHost {
  readonly words: Messages
  announce(id: string, text: string, urgency: 'assertive'): void
}

/** Runs actions of the SDK and says in one sentence what went wrong. What was asked shows only when the room itself changes. */
export class Attempts implements ReactiveController {
  private readonly host: Host
  private failure: Failure | undefined
  private readonly running = new Set<string>()

  constructor(host: Host) {
    this.host = host
    host.addController(this)
  }

  /**
   * Runs an action; the same one is not started twice at a time.
   * @param name - what is being done, such as `mute:<person>`
   * @returns whether it succeeded
   */
  readonly run = async (name: string, action: () => Promise<unknown>): Promise<boolean> => {
    if (this.running.has(name)) return false
    this.running.add(name)
    this.failure = undefined
    this.host.requestUpdate()
    try {
      await action()
      return true
    } catch (thrown) {
      this.failure = isFailure(thrown) ? thrown : { code: 'INTERNAL', message: texts['error-INTERNAL'] }
      this.host.announce(`attempt:${name}:${performance.now()}`, sayError(this.host.words, this.failure), 'assertive')
      return false
    } finally {
      this.running.delete(name)
      this.host.requestUpdate()
    }
  }

  isRunning(name: string): boolean {
    return this.running.has(name)
  }

  hostDisconnected(): void {
    this.failure = undefined
  }

  /** The sentence, until it is dismissed or something else is tried. */
  render(): TemplateResult | typeof nothing {
    if (!this.failure) return nothing
    return html`<div class="banner b-danger">${triangleAlertIcon}
      <p class="grow">${sayError(this.host.words, this.failure)}</p>
      <button class="btn quiet icon small" aria-label=${this.host.words.text(texts, 'attempt-dismiss')} @click=${this.dismiss}>${closeIcon}</button>
    </div>`
  }

  /** Says no more what went wrong. */
  readonly dismiss = (): void => {
    this.failure = undefined
    this.host.requestUpdate()
  }
}

/** An error's sentence: the page's or the translation's under `error-<CODE>`, else the one it carries. */
export function sayError(words: Messages, { code, message }: Failure): string {
  return words.find(`error-${code}`) ?? message
}

const isFailure = (thrown: unknown): thrown is Failure => thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
