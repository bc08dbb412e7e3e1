import type { MicrophoneCheck } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { chevronDownIcon } from '../base/icons.ts'
import { SanctuaryElement } from '../base/sanctuary-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { voice } from '../base/styles/voice.styles.ts'
import { createChooser } from '../voice/create-chooser.ts'
import { FineTuning } from '../voice/fine-tuning.ts'
import { HearYourself } from '../voice/hear-yourself.ts'
import { levelMeter } from '../voice/level-meter.ts'
import { ModeChoice } from '../voice/mode-choice.ts'
import { sealClass, sealContent, sealState } from '../voice/seal.ts'
import { voiceChoice } from '../voice/voice-choice.styles.ts'
import { VoiceStopAnnouncer } from '../voice/voice-stop-announcer.ts'
import { voiceTexts } from '../voice/voice-texts.ts'
import { joinTexts } from './join-texts.ts'
import { styles } from './microphone-check.styles.ts'
import { microphoneTexts } from './microphone-texts.ts'

/** A level at which one is heard, one at which that is easy, and one at which it hurts. */
const [heardFrom, goodFrom, loudFrom] = [0.06, 0.22, 0.97]
/** How fast a loud moment is forgotten, a refresh. */
const fading = 0.97

/**
 * An open microphone before joining: which one, how loud, whether the disguise covers it, which disguise, and how one sounds in it. `<sanctuary-join>` shows it;
 * it is loaded when somebody asks for it.
 */
class MicrophoneCheckView extends SanctuaryElement {
  static override styles = [base, surfaces, fields, voice, voiceChoice, styles]

  private readonly text = this.texts(microphoneTexts)
  private readonly level = this.watch(() => this.check?.$level)
  private readonly disguise = this.watch(() => this.check?.$disguise)
  private readonly devices = this.watch(() => this.check?.$devices)
  private readonly voice = this.watch(() => this.check?.$voice)
  private readonly attempts = new Attempts(this)
  private readonly chooser = createChooser(() => this.check)
  private readonly modes = new ModeChoice(this, this.chooser)
  private readonly tuning = new FineTuning(this, this.chooser)
  private readonly hearing = new HearYourself(this, () => this.check)
  private peak = 0

  /** The open microphone. */
  @property({ attribute: false }) check?: MicrophoneCheck

  /** What choosing no microphone does. */
  @property({ attribute: false }) decline?: () => void

  /** Opens it anew, after the disguise stopped. */
  @property({ attribute: false }) again?: () => void

  @state() private device = ''

  constructor() {
    super()
    new VoiceStopAnnouncer(this, () => this.check)
  }

  protected override willUpdate(): void {
    this.peak = Math.max(this.peak * fading, this.level.value ?? 0)
  }

  /** What a person chose stays in the field even where it could not be had; only the field itself can take it back. */
  protected override updated(): void {
    const field = this.renderRoot.querySelector('select')
    if (field) field.value = this.device
  }

  override render() {
    if (!this.check) return nothing
    const voice = this.voice.value ?? { mode: 'veil' }
    const state = sealState(this.disguise.value, voice)
    return html`<div class="stack">
      <div class="row"><h2 class="t-l">${this.words.text(joinTexts, 'join-voice')}</h2><span class="end ${sealClass[state]}" part="seal">${sealContent(this.words, state, voice)}</span></div>
      <p class="t-s ${state === 'off' ? 'danger' : 'muted'}" aria-live="off">${this.text(`microphone-${state === 'own' ? 'ready' : state}`)}</p>
      ${state === 'off' ? html`<button class="btn primary small start" @click=${this.again}>${this.text('microphone-retry')}</button>` : nothing}
      ${this.choice()}${this.attempts.render()}${this.meter()}${state === 'off' ? nothing : this.disguises()}
    </div>`
  }

  private choice(): TemplateResult {
    const devices = this.devices.value ?? []
    return html`<div class="field"><label for="device">${this.text('microphone-device')}</label>
      <span class="select"><select class="input" id="device" part="device" @change=${this.choose}>
        <option value="">${this.text('microphone-system')}</option>
        ${devices.map(({ deviceId, label }, index) => html`<option value=${deviceId}>${label || this.text('microphone-number', { number: index + 1 })}</option>`)}
        <option value="none">${this.text('microphone-none')}</option>
      </select>${chevronDownIcon}</span></div>`
  }

  private meter(): TemplateResult {
    const heard = this.peak >= heardFrom
    const words = this.peak >= loudFrom ? 'loud' : this.peak >= goodFrom ? 'good' : 'quiet'
    return html`<div class="stack g2" part="meter"><p class="row t-s"><span>${this.text(heard ? 'microphone-heard' : 'microphone-speak')}</span>${
      heard ? html`<span class="end muted">${this.text(`microphone-${words}`)}</span>` : nothing
    }</p>${levelMeter(this.text('microphone-level'), this.level.value ?? 0, 'on')}</div>`
  }

  private disguises(): TemplateResult {
    const voice = this.voice.value
    return html`${this.modes.render()}${
      voice?.mode === 'costume'
        ? html`<details><summary>${this.words.text(voiceTexts, 'voice-tuning')}</summary>${this.tuning.render(voice)}</details>`
        : nothing
    }${this.hearing.render()}`
  }

  private readonly choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement // the listener sits on the select
    if (value === 'none') this.decline?.()
    else void this.use(value)
  }

  private async use(device: string): Promise<void> {
    const before = this.device
    this.device = device
    if (!(await this.attempts.run('device', async () => this.check?.setDevice(device || undefined)))) this.device = before
  }
}

define('microphone-check', MicrophoneCheckView)

declare global {
  interface HTMLElementTagNameMap {
    'microphone-check': MicrophoneCheckView
  }
}
