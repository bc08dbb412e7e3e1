import type { MicrophoneCheck } from '@sanctuary/sdk-core'
import { type CostumeName, costumes } from '@sanctuary/sdk-core/voices'
import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import { headphonesIcon, micIcon, moonStarIcon, refreshCwIcon } from '../base/icons.ts'
import { checkIcon, venetianMaskIcon } from '../base/live-icons.ts'
import { RoomElement } from '../base/room-element.ts'
import { RovingFocus } from '../base/roving-focus.ts'
import { base } from '../base/styles/base.styles.ts'
import { fields } from '../base/styles/fields.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { voice } from '../base/styles/voice.styles.ts'
import { contour } from './contour.ts'
import { levelMeter } from './level-meter.ts'
import { sealClass, sealContent, sealState } from './seal.ts'
import { chooseVoice, chosenVoice, type VoiceChoice } from './voice-choice.ts'
import { styles } from './voice-panel.styles.ts'
import { voiceTexts } from './voice-texts.ts'

const names = Object.keys(costumes) as CostumeName[] // the keys of a literal
const firstCostume: CostumeName = 'River'

/**
 * One's own disguise: whether it is on, which one, what others hear. It says plainly what a disguise does not do.
 *
 * @csspart seal - the sign of the disguise
 * @csspart modes - veil or costume
 * @csspart costumes - the eight characters
 * @csspart contour - a costume as a line
 * @csspart meters - levels
 * @csspart hear - the switch that plays one's own disguised voice
 * @csspart note - the honest sentence
 */
export class VoicePanel extends RoomElement {
  static override styles = [base, surfaces, fields, voice, styles]

  private readonly text = this.texts(voiceTexts)
  private readonly me = this.store((room) => room.participants.$me)
  private readonly levels = this.store((room) => room.audio.$levels)
  private readonly disguise = this.watch(() => this.check?.$disguise ?? this.here?.audio.$disguise)
  private readonly level = this.watch(() => this.check?.$level)
  private readonly choice = this.store((room) => chosenVoice(room.audio))
  private readonly attempts = new Attempts(this)
  private readonly modes = new RovingFocus(this, this.radios('.modes'))
  private readonly characters = new RovingFocus(this, this.radios('.voices'))

  /** A microphone check before joining, instead of a room. */
  @property({ attribute: false }) check?: MicrophoneCheck

  @state() private hearing = false

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.hear(false)
  }

  override render() {
    if (this.check) return html`<div class="stack">${this.status()}${this.ownMeter()}${this.hearSwitch()}${this.note()}</div>`
    if (!this.me.value) return nothing
    if (this.me.value.role === 'listener') return html`<div class="stack"><p>${this.text('voice-listener')}</p>${this.note()}</div>`
    return html`<div class="stack g6">${this.attempts.render()}${this.status()}${this.choices()}${this.othersMeter()}${this.note()}</div>`
  }

  private status(): TemplateResult {
    const state = sealState(this.disguise.value)
    const sentence = this.disguise.value?.phase === 'idle' ? 'voice-idle' : (`voice-${state}` as const)
    const head = html`<p class="row"><span class=${sealClass[state]} part="seal">${sealContent(this.words, state, this.choice.value ?? 'veil')}</span></p>`
    if (state !== 'off') return html`<div class="stack g2">${head}<p class="t-s">${this.text(sentence)}</p></div>`
    return html`<div class="card pad-s stack g2 t-s failed">${head}<p class="strong t-m">${this.text('voice-off')}</p><p>${this.text('voice-off-what')}</p>
      ${this.check ? nothing : html`<p><button class="btn primary small" @click=${this.retry}>${refreshCwIcon}${this.text('voice-retry')}</button></p>`}</div>`
  }

  private choices(): TemplateResult {
    const worn = this.choice.value === 'veil' ? undefined : this.choice.value
    return html`<div class="stack g3"><h3 class="t-l" id="modes">${this.text('voice-modes')}</h3>
      <div class="modes" part="modes" role="radiogroup" aria-labelledby="modes" @keydown=${this.modes.keydown} @focusin=${this.modes.focusin}>
        <button class="pick" role="radio" aria-checked=${String(!worn)} @click=${() => this.choose('veil')}>${moonStarIcon}<span class="tick">${checkIcon}</span><b>${this.text('voice-veil')}</b><span class="muted">${this.text('voice-veil-what')}</span></button>
        <button class="pick" role="radio" aria-checked=${String(Boolean(worn))} @click=${() => this.choose(worn ?? firstCostume)}>${venetianMaskIcon}<span class="tick">${checkIcon}</span><b>${this.text('voice-costume')}</b><span class="muted">${this.text('voice-costume-what')}</span></button>
      </div></div>
      ${worn ? this.wardrobe(worn) : nothing}`
  }

  private wardrobe(worn: CostumeName): TemplateResult {
    return html`<div class="stack g3"><div class="row base"><h3 class="t-l" id="costumes">${this.text('voice-costumes')}</h3><span class="t-s muted end hint">${this.text('voice-contour')}</span></div>
      <div class="voices" part="costumes" role="radiogroup" aria-labelledby="costumes" @keydown=${this.characters.keydown} @focusin=${this.characters.focusin}>
        ${names.map((name) => html`<button class="pick voice" role="radio" aria-checked=${String(name === worn)} @click=${() => this.choose(name)}>${contour(name)}<b>${name}</b><span class="muted t-xs">${this.text(`voice-${lower(name)}`)}</span><span class="tick">${checkIcon}</span></button>`)}
      </div></div>`
  }

  private ownMeter(): TemplateResult {
    const label = this.text('voice-microphone')
    return html`<div class="stack g2" part="meters"><p class="row t-s">${micIcon}${label}</p>${levelMeter(label, this.level.value ?? 0, 'on')}</div>`
  }

  private othersMeter(): TemplateResult {
    const label = this.text('voice-others')
    const level = (this.me.value && this.levels.value?.get(this.me.value.id)) ?? 0
    return html`<div class="stack g2" part="meters"><p class="row t-s">${headphonesIcon}${label}</p>${levelMeter(label, level, 'out')}</div>`
  }

  private hearSwitch(): TemplateResult {
    return html`<div class="stack g1"><button class="btn soft full" part="hear" aria-pressed=${String(this.hearing)} @click=${() => this.hear(!this.hearing)}>${headphonesIcon}${this.text('voice-hear')}</button>
      <p class="t-xs muted">${this.text('voice-hear-what')}</p></div>`
  }

  private note(): TemplateResult {
    return html`<p class="t-s muted" part="note">${this.text('voice-note')}</p>`
  }

  private choose(choice: VoiceChoice): void {
    if (this.here && choice !== this.choice.value) chooseVoice(this.here.audio, choice)
  }

  private hear(on: boolean): void {
    if (on === this.hearing) return
    this.hearing = on
    this.check?.hear(on)
  }

  private readonly retry = (): void => {
    void this.attempts.run('retry', async () => this.here?.audio.retry())
  }

  /** Arrows choose, as in any group of radios. */
  private radios(group: string) {
    return {
      items: () => [...this.renderRoot.querySelectorAll<HTMLElement>(`${group} > .pick`)],
      arrows: 'both' as const,
      moved: (item: HTMLElement) => item.click(),
      home: (item: HTMLElement) => item.getAttribute('aria-checked') === 'true',
    }
  }
}

const lower = (name: CostumeName) => name.toLowerCase() as Lowercase<CostumeName> // what toLowerCase does to a literal

define('voice-panel', VoicePanel)

declare global {
  interface HTMLElementTagNameMap {
    'voice-panel': VoicePanel
  }
}
