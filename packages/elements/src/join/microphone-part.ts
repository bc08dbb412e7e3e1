import type { MicrophoneCheck, SanctuaryClient } from '@sanctuary/sdk-core'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import { headphonesIcon, micIcon, micOffIcon, moonStarIcon } from '../base/icons.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { faultOf } from '../status/fault.ts'
import { faultViews } from '../status/fault-view.ts'
import { statusTexts } from '../status/status-texts.ts'
import { joinTexts } from './join-texts.ts'

/** The microphone before joining: opened by a press and never before, let go with the element. */
export class MicrophonePart implements ReactiveController {
  private readonly host: SanctuaryElement
  private readonly client: () => SanctuaryClient | undefined
  private check: MicrophoneCheck | undefined
  private error: SanctuaryError | undefined
  private opening = false
  private wanted = false
  private declined = false

  constructor(host: SanctuaryElement, client: () => SanctuaryClient | undefined) {
    this.host = host
    this.client = client
    host.addController(this)
  }

  /** They come without one: it cannot be had, or they chose so. */
  get isMissing(): boolean {
    return this.declined || this.error !== undefined
  }

  /** This page can neither hear nor be heard. */
  get isSoundless(): boolean {
    return this.error?.code === 'INSECURE_CONTEXT'
  }

  hostDisconnected(): void {
    this.close()
  }

  /** Lets the microphone go; what was tuned waits for the room. */
  close(): void {
    this.wanted = false
    this.check?.close()
    this.check = undefined
  }

  render(): TemplateResult {
    if (this.check) return html`<microphone-check .check=${this.check} .decline=${this.decline} .again=${this.open}></microphone-check>`
    return html`<h2 class="t-l">${this.say('join-voice')}</h2>
      ${this.error ? this.failed(this.error) : this.invitation()}`
  }

  private invitation(): TemplateResult {
    return html`<div class="notice n-veil">${this.declined ? headphonesIcon : moonStarIcon}<p>${this.say(this.declined ? 'join-without-microphone' : 'join-voice-what')}</p>
      ${this.opening ? html`<p class="muted">${this.say('join-checking-what')}</p>` : nothing}</div>
      <button class="btn ${this.declined ? 'line' : 'soft'} full" type="button" part="check" aria-disabled=${this.opening ? 'true' : nothing} @click=${this.open}>${micIcon}${this.say(this.opening ? 'join-checking' : 'join-check')}</button>`
  }

  private failed(error: SanctuaryError): TemplateResult {
    const { kind } = faultOf(error)
    const { act } = faultViews[kind]
    const known = kind !== 'trouble'
    const words = (key: keyof typeof statusTexts) => this.host.words.text(statusTexts, key)
    return html`<div class="notice n-caution" part="fault">${micOffIcon}
      <p class="strong">${known ? words(`fault-${kind}`) : error.message}</p>
      ${known ? html`<p>${words(`fault-${kind}-what`)}</p>` : nothing}
      <p><button class="btn line small" type="button" aria-disabled=${this.opening ? 'true' : nothing} @click=${act === 'listen' ? this.decline : this.open}>${words(
        `status-act-${act === 'listen' ? 'listen' : 'retry'}`,
      )}</button></p></div>`
  }

  private readonly open = async (): Promise<void> => {
    const client = this.client()
    if (this.opening || !client) return
    this.close()
    this.wanted = true
    this.opening = true
    this.declined = false
    this.host.requestUpdate()
    try {
      await import('./microphone-check.ts') // first: a microphone that nothing shows could not be let go
      if (!this.wanted) return
      const check = await client.checkMicrophone()
      this.error = undefined
      if (this.wanted) this.check = check
      else check.close()
    } catch (thrown) {
      this.fail(thrown instanceof SanctuaryError ? thrown : new SanctuaryError('INTERNAL', { cause: thrown }))
    } finally {
      this.opening = false
      this.host.requestUpdate()
    }
  }

  private fail(error: SanctuaryError): void {
    this.error = error
    const { kind } = faultOf(error)
    const sentence = kind === 'trouble' ? error.message : this.host.words.text(statusTexts, `fault-${kind}`)
    this.host.announce(`check:${error.code}:${performance.now()}`, sentence, 'assertive')
  }

  private readonly decline = (): void => {
    this.close()
    this.declined = true
    if (!this.isSoundless) this.error = undefined
    this.host.requestUpdate()
  }

  private say(key: keyof typeof joinTexts): string {
    return this.host.words.text(joinTexts, key)
  }
}
