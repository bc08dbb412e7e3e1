import type { ErrorCode } from '@sanctuary/protocol'
import type { MicrophoneCheck, SanctuaryClient } from '@sanctuary/sdk-core'
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import { chevronDownIcon, micIcon, micOffIcon } from '../base/icons.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { faultOf } from '../status/fault.ts'
import { statusTexts } from '../status/status-texts.ts'
import '../voice/voice-panel.ts'
import { joinTexts } from './join-texts.ts'

interface Failure {
  readonly code: ErrorCode
  readonly message: string
}

/** The microphone before joining: opened by a press and never before, closed with the element. */
export class MicrophonePart implements ReactiveController {
  private readonly host: SanctuaryElement
  private readonly client: () => SanctuaryClient | undefined
  private check: MicrophoneCheck | undefined
  private failure: Failure | undefined
  private opening = false
  private stopFollowing = (): void => {}

  constructor(host: SanctuaryElement, client: () => SanctuaryClient | undefined) {
    this.host = host
    this.client = client
    host.addController(this)
  }

  hostDisconnected(): void {
    this.close()
  }

  /** Lets the microphone go; what was tuned waits for the room. */
  close(): void {
    this.stopFollowing()
    this.check?.close()
    this.check = undefined
  }

  render(): TemplateResult {
    if (this.check) return html`${this.devices(this.check)}<voice-panel .check=${this.check}></voice-panel>`
    return html`${this.failure ? this.failed(this.failure) : html`<p class="t-s muted">${this.say('join-check-what')}</p>`}
      <div><button class="btn soft" type="button" part="check" aria-disabled=${this.opening ? 'true' : 'false'} @click=${this.open}>${micIcon}${this.say(
        this.opening ? 'join-checking' : 'join-check',
      )}</button></div>`
  }

  private failed({ code, message }: Failure): TemplateResult {
    const { kind } = faultOf({ code, message })
    const known = `fault-${kind}` in statusTexts && kind !== 'trouble'
    return html`<div class="notice n-caution" role="alert">${micOffIcon}
      <p class="strong">${known ? this.host.words.text(statusTexts, `fault-${kind}`) : message}</p>
      ${known ? html`<p>${this.host.words.text(statusTexts, `fault-${kind}-what` as keyof typeof statusTexts)}</p>` : nothing}</div>`
  }

  private devices(check: MicrophoneCheck): TemplateResult | typeof nothing {
    const devices = check.$devices.get()
    if (devices.length === 0) return nothing
    const choose = (event: Event) =>
      void check.setDevice((event.target as HTMLSelectElement).value || undefined).catch((error) => this.fail(error))
    return html`<div class="field"><label for="device">${this.say('join-device')}</label><span class="select">
      <select class="input" id="device" part="device" @change=${choose}>${devices.map(
        ({ deviceId, label }, index) =>
          html`<option value=${deviceId}>${label || this.host.words.text(joinTexts, 'join-device-default', { number: index + 1 })}</option>`,
      )}</select>${chevronDownIcon}</span></div>`
  }

  private readonly open = async (): Promise<void> => {
    const client = this.client()
    if (this.opening || !client) return
    this.opening = true
    this.failure = undefined
    this.host.requestUpdate()
    try {
      const check = await client.checkMicrophone()
      if (!this.host.isConnected) return check.close()
      this.check = check
      this.stopFollowing = check.$devices.subscribe(() => this.host.requestUpdate())
    } catch (error) {
      this.fail(error)
    } finally {
      this.opening = false
      this.host.requestUpdate()
    }
  }

  private fail(error: unknown): void {
    this.failure = error instanceof Error && 'code' in error ? (error as Error & Failure) : { code: 'INTERNAL', message: String(error) }
    this.host.requestUpdate()
  }

  private say(key: keyof typeof joinTexts): string {
    return this.host.words.text(joinTexts, key)
  }
}
