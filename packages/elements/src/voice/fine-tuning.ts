import type { OwnVoice } from '@sanctuary/sdk-core'
import { type CostumeName, defaultSliders, type Sliders } from '@sanctuary/sdk-core/voices'
import { html, type ReactiveController, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { refreshCwIcon } from '../base/icons.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import type { Chooser } from './create-chooser.ts'
import { voiceTexts } from './voice-texts.ts'

const names = ['stability', 'similarity', 'style', 'boost'] as const
type Name = (typeof names)[number]

/**
 * The four sliders of a costume. What is moved is heard at once, once a frame at most; while a slider is held nothing else moves it.
 */
export class FineTuning implements ReactiveController {
  private readonly host: SanctuaryElement
  private readonly chooser: Chooser
  /** What is being moved, until it is let go. */
  private held: { readonly costume: CostumeName; readonly sliders: Sliders } | undefined
  private frame: number | undefined

  constructor(host: SanctuaryElement, chooser: Chooser) {
    this.host = host
    this.chooser = chooser
    host.addController(this)
  }

  hostUpdated(): void {
    for (const input of this.host.renderRoot.querySelectorAll<HTMLInputElement>('.slider > input'))
      input.style.setProperty('--at', `${input.value}%`)
  }

  hostDisconnected(): void {
    this.letGo()
  }

  render(voice: OwnVoice & { mode: 'costume' }): TemplateResult {
    const sliders = this.shown(voice)
    return html`<div class="stack g2" part="sliders">
      <button class="btn quiet small reset" type="button" @click=${this.reset}>${refreshCwIcon}${this.say('voice-reset')}</button>
      <div class="sliders">${names.map((name) => this.slider(name, sliders[name]))}</div></div>`
  }

  private slider(name: Name, value: number): TemplateResult {
    const percent = new Intl.NumberFormat(this.host.words.lang, { style: 'percent', maximumFractionDigits: 0 }).format(value)
    const [low, high] = [this.say(`voice-${name}-0`), this.say(`voice-${name}-1`)]
    const word = value === 0 ? low : value === 1 ? high : undefined
    return html`<div class="slider"><label for=${name}>${this.say(`voice-${name}`)}</label><span class="num t-s muted" aria-hidden="true">${percent}</span>
      <input type="range" id=${name} min="0" max="100" .value=${live(String(Math.round(value * 100)))} aria-describedby="${name}-ends"
        aria-valuetext=${word === undefined ? percent : this.say('voice-slider-end', { percent, word })} @input=${this.move} @change=${this.letGo}>
      <p class="t-xs muted" id="${name}-ends"><span>${low}</span><span>${high}</span></p></div>`
  }

  private shown({ name, sliders }: OwnVoice & { mode: 'costume' }): Sliders {
    return this.held?.costume === name ? this.held.sliders : { ...defaultSliders(name), ...sliders }
  }

  private readonly move = (event: Event): void => {
    const voice = this.chooser.read()
    if (voice.mode !== 'costume') return
    const { id, valueAsNumber } = event.target as HTMLInputElement // the listener sits on the slider, whose id is its name
    this.held = { costume: voice.name, sliders: { ...this.shown(voice), [id]: valueAsNumber / 100 } }
    this.frame ??= requestAnimationFrame(this.apply)
    this.host.requestUpdate()
  }

  private readonly apply = (): void => {
    this.frame = undefined
    const voice = this.chooser.read()
    if (this.held && voice.mode === 'costume' && voice.name === this.held.costume) this.chooser.tune(this.held.sliders)
  }

  private readonly letGo = (): void => {
    if (this.frame !== undefined) {
      cancelAnimationFrame(this.frame)
      this.apply()
    }
    this.held = undefined
    this.host.requestUpdate()
  }

  private readonly reset = (): void => {
    this.chooser.tune(undefined)
    this.host.announce(`reset:${performance.now()}`, this.say('voice-reset-said'))
  }

  private say(key: keyof typeof voiceTexts, args?: { percent: string; word: string }): string {
    return this.host.words.text(voiceTexts, key, args)
  }
}
