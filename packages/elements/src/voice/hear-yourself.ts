import type { HearingMyself } from '@sanctuary/sdk-core'
import { html, type ReactiveController, type TemplateResult } from 'lit'
import { Attempts } from '../base/attempts.ts'
import type { Icon } from '../base/draw-icon.ts'
import { headphonesIcon } from '../base/icons.ts'
import { playIcon, squareIcon } from '../base/live-icons.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { StoreController } from '../base/store-controller.ts'
import type { VoiceSource } from './voice-source.ts'
import { voiceTexts } from './voice-texts.ts'

/** Hearing oneself as others do: at once, or the last five seconds again and again. It ends with the element. */
export class HearYourself implements ReactiveController {
  private readonly host: SanctuaryElement
  private readonly source: () => VoiceSource | undefined
  private readonly hearing: StoreController<HearingMyself>
  private readonly attempts: Attempts

  constructor(host: SanctuaryElement, source: () => VoiceSource | undefined) {
    this.host = host
    this.source = source
    this.hearing = new StoreController(host, () => source()?.$hearingMyself)
    this.attempts = new Attempts(host)
    host.addController(this)
  }

  hostDisconnected(): void {
    const source = this.source()
    if (source && source.$hearingMyself.get() !== 'off') source.hearMyself('off').catch(() => {}) // a closed room is silent anyway
  }

  render(): TemplateResult {
    return html`<div class="stack g2" part="hear"><div class="hear">${this.switch('live', 'voice-hear', headphonesIcon)}${this.switch('loop', 'voice-loop', playIcon)}</div>
      ${this.attempts.render()}
      <p class="t-xs muted" id="live-what">${this.say('voice-hear-what')}</p><p class="t-xs muted" id="loop-what">${this.say('voice-loop-what')}</p></div>`
  }

  private switch(how: 'live' | 'loop', label: 'voice-hear' | 'voice-loop', icon: Icon): TemplateResult {
    const isOn = this.hearing.value === how
    return html`<button class="btn soft" type="button" aria-pressed=${String(isOn)} aria-describedby="${how}-what" @click=${() => this.hear(isOn ? 'off' : how)}
      >${isOn ? squareIcon : icon}${this.say(label)}</button>`
  }

  private hear(how: HearingMyself): void {
    void this.attempts.run('hear', async () => this.source()?.hearMyself(how))
  }

  private say(key: keyof typeof voiceTexts): string {
    return this.host.words.text(voiceTexts, key)
  }
}
