import type { MicrophoneCheck, OwnVoice } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import type { Icon } from '../base/draw-icon.ts'
import { showStates } from '../base/element-states.ts'
import { headphonesIcon, micIcon, triangleAlertIcon } from '../base/icons.ts'
import { RoomElement } from '../base/room-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { overlays } from '../base/styles/overlays.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { voice } from '../base/styles/voice.styles.ts'
import { ChatOpenEvent } from '../chat/chat-open-event.ts'
import { ConsentDialog } from './consent-dialog.ts'
import { createChooser } from './create-chooser.ts'
import { FineTuning } from './fine-tuning.ts'
import { HearYourself } from './hear-yourself.ts'
import { levelMeter } from './level-meter.ts'
import { ModeChoice, type OwnVoiceMode } from './mode-choice.ts'
import { OwnVoiceAnnouncer } from './own-voice-announcer.ts'
import { panelTexts } from './panel-texts.ts'
import { type SealState, sealState } from './seal.ts'
import { voiceChoice } from './voice-choice.styles.ts'
import { styles } from './voice-panel.styles.ts'
import type { VoiceSource } from './voice-source.ts'
import { voiceStatus } from './voice-status.ts'
import { VoiceStopAnnouncer } from './voice-stop-announcer.ts'
import { voiceTexts } from './voice-texts.ts'

const stateNames: Record<SealState, string> = {
  loading: 'loading',
  ready: 'ready',
  on: 'locked',
  simplified: 'locked',
  off: 'failed',
  own: 'off-consent',
}

/**
 * One's own voice: which disguise it wears, how it is tuned, how it sounds to others, and the one way to go without, which asks first. It
 * says plainly what a disguise does not do.
 *
 * @cssState loading - the disguise is being loaded
 * @cssState ready - it waits for a voice; nothing is sent
 * @cssState locked - it covers the voice
 * @cssState gated - it is paused; nothing is sent
 * @cssState failed - it stopped; nothing is sent
 * @cssState off-consent - one's own voice is heard, as its owner agreed
 * @cssState locked-by-host - the room keeps every voice disguised
 * @cssState simplified - the device is too slow for the whole disguise
 * @csspart seal - the sign of the disguise
 * @csspart sign - what stands there while one speaks without a disguise
 * @csspart failed - what stands there while the disguise has stopped
 * @csspart simplified - what stands there while the device is too slow for the whole disguise
 * @csspart modes - veil, strong veil, costume or off
 * @csspart costumes - the eight characters
 * @csspart contour - a costume as a line
 * @csspart sliders - a costume's fine tuning
 * @csspart meters - levels
 * @csspart hear - the switches that play one's own voice
 * @csspart note - the honest sentence
 * @csspart consent - the form that asks before one's own voice is heard
 * @csspart dialog - the dialog it stands in
 * @fires {ChatOpenEvent} sanctuary-chat-open - somebody would rather write
 */
export class VoicePanel extends RoomElement {
  static override styles = [base, surfaces, fields, overlays, voice, voiceChoice, styles]

  private readonly text = this.texts(panelTexts)
  private readonly me = this.store((room) => room.participants.$me)
  private readonly settings = this.store((room) => room.$settings)
  private readonly levels = this.store((room) => room.audio.$levels)
  private readonly disguise = this.watch(() => this.source?.$disguise)
  private readonly voice = this.watch(() => this.source?.$voice)
  private readonly level = this.watch(() => this.source?.$level)
  private readonly attempts = new Attempts(this)
  private readonly chooser = createChooser(() => this.source)
  private readonly modes = new ModeChoice(this, this.chooser, () => this.ownVoice)
  private readonly tuning = new FineTuning(this, this.chooser)
  private readonly hearing = new HearYourself(this, () => this.source)
  private readonly consent = new ConsentDialog(
    this,
    async (given) => this.here?.audio.speakUndisguised(given),
    () => this.chooser.cover(),
  )
  private readonly own = new OwnVoiceAnnouncer(this, () => (this.check ? undefined : this.here))
  private readonly internals = this.attachInternals()

  /** A microphone check before joining, instead of a room. */
  @property({ attribute: false }) check?: MicrophoneCheck

  /** Address of a page that says what the disguise protects and what not; without it no link is shown. */
  @property({ attribute: 'guide-url' }) guideUrl?: string

  private held: Element | null | undefined

  constructor() {
    super()
    new VoiceStopAnnouncer(this, () => (this.isListener ? undefined : this.source))
  }

  protected override willUpdate(): void {
    if (this.isForbidden || this.isListener) this.consent.close()
    this.held = this.shadowRoot?.activeElement?.closest('[part=sign], [part=failed], [part=simplified]')
  }

  protected override updated(): void {
    if (this.held && !this.held.isConnected) this.focus() // the button that had it is gone
    const state = sealState(this.disguise.value, this.voice.value)
    const name = state === 'off' && this.disguise.value?.phase === 'gated' ? 'gated' : stateNames[state]
    showStates(this.internals, [name, this.isForbidden && 'locked-by-host', this.disguise.value?.simplified && 'simplified'])
  }

  override render() {
    if (!this.check && !this.me.value) return nothing
    const voice = this.voice.value
    if (this.isListener) return this.listener(voice)
    return html`<div class="panel">
      <div class="stack g6">${this.attempts.render()}${this.status()}${this.modes.render()}${voice?.mode === 'costume' ? this.fineTuning(voice) : nothing}</div>
      <div class="stack aside">${this.meters()}${this.hearing.render()}${this.note()}</div>
    </div>${this.consent.render()}`
  }

  /** Leads to what is to be done, or to the disguise in use. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.failed button, .own-sign button, .modes > [tabindex="0"]')?.focus()
  }

  private listener(voice: OwnVoice | undefined): TemplateResult {
    const isOwn = voice?.mode === 'off' // the agreement outlasts the right to speak
    return html`<div class="stack"><p>${this.text(isOwn ? 'voice-listener-own' : 'voice-listener')}</p>${
      isOwn
        ? html`<p><button class="btn primary small" type="button" @click=${this.chooser.cover}>${this.text('voice-cover')}</button></p>`
        : nothing
    }${this.note()}</div>`
  }

  private status(): TemplateResult {
    const { check } = this
    const own = this.ownVoice
    return html`${voiceStatus(this.words, this.disguise.value ?? { phase: 'idle' }, this.voice.value ?? { mode: 'veil' }, {
      retry: check ? undefined : this.retry,
      write: check || !this.here?.has('chat') ? undefined : () => this.emit(new ChatOpenEvent()),
      speakUndisguised: own && !own.isForbidden ? own.ask : undefined,
      cover: this.chooser.cover,
    })}${this.own.isTaken ? html`<div class="notice n-caution">${triangleAlertIcon}<p>${this.text('voice-forbidden')}</p></div>` : nothing}`
  }

  private fineTuning(voice: Parameters<FineTuning['render']>[0]): TemplateResult {
    return html`<div class="stack g3 tuning"><h3 class="t-l">${this.words.text(voiceTexts, 'voice-tuning')}</h3>${this.tuning.render(voice)}</div>`
  }

  private meters(): TemplateResult {
    const sent = this.me.value && this.levels.value?.get(this.me.value.id)
    return html`<div class="stack" part="meters">${this.meter('voice-microphone', micIcon, this.level.value, 'on')}${
      this.check ? nothing : this.meter('voice-others', headphonesIcon, sent, 'out')
    }</div>`
  }

  private meter(name: 'voice-microphone' | 'voice-others', icon: Icon, level: number | undefined, look: 'on' | 'out'): TemplateResult {
    const label = this.words.text(voiceTexts, name)
    return html`<div class="stack g2"><p class="row t-s">${icon}${label}</p>${levelMeter(label, level ?? 0, look)}</div>`
  }

  private note(): TemplateResult {
    const more = this.guideUrl
      ? html` <a class="link" href=${this.guideUrl} target="_blank" rel="noopener">${this.text('voice-more')}</a>`
      : nothing
    return html`<p class="t-s muted" part="note">${this.text('voice-note')}${more}</p>`
  }

  private readonly retry = (): void => {
    void this.attempts.run('retry', async () => this.here?.audio.retry())
  }

  private readonly ask = (): void => this.consent.open()

  private get source(): VoiceSource | undefined {
    return this.check ?? this.here?.audio
  }

  private get ownVoice(): OwnVoiceMode | undefined {
    return this.check ? undefined : { isForbidden: this.isForbidden, ask: this.ask }
  }

  private get isListener(): boolean {
    return !this.check && this.me.value?.role === 'listener'
  }

  private get isForbidden(): boolean {
    return !this.check && this.settings.value?.undisguised === 'never'
  }
}

define('voice-panel', VoicePanel)

declare global {
  interface HTMLElementTagNameMap {
    'voice-panel': VoicePanel
  }
}
