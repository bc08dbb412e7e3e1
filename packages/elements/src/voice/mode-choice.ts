import { type CostumeName, costumeNames } from '@sanctuary/sdk-core/voices'
import { html, nothing, type TemplateResult } from 'lit'
import type { Icon } from '../base/draw-icon.ts'
import { moonStarIcon, shieldIcon } from '../base/icons.ts'
import { checkIcon, userRoundIcon, venetianMaskIcon } from '../base/live-icons.ts'
import { RovingFocus } from '../base/roving-focus.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { contour } from './contour.ts'
import type { Chooser, DisguiseMode } from './create-chooser.ts'
import { voiceTexts } from './voice-texts.ts'

/** One's own voice as a mode: how it stands in this room, and how it is asked for. */
export interface OwnVoiceMode {
  readonly isForbidden: boolean
  ask(): void
}

const modes: readonly [DisguiseMode, Icon][] = [
  ['veil', moonStarIcon],
  ['strong-veil', shieldIcon],
  ['costume', venetianMaskIcon],
]

/** The radios of a disguise: its mode and, for a costume, which of the eight. Arrows choose; only one's own voice has to be asked for. */
export class ModeChoice {
  private readonly host: SanctuaryElement
  private readonly chooser: Chooser
  private readonly own: () => OwnVoiceMode | undefined
  private readonly modes: RovingFocus
  private readonly costumes: RovingFocus

  /** @param own - undefined where there is no room yet that could allow it */
  constructor(host: SanctuaryElement, chooser: Chooser, own: () => OwnVoiceMode | undefined = () => undefined) {
    this.host = host
    this.chooser = chooser
    this.own = own
    this.modes = this.radios('.modes')
    this.costumes = this.radios('.voices')
  }

  render(): TemplateResult {
    const voice = this.chooser.read()
    const own = this.own()
    return html`<div class="stack g3"><h3 class="t-l" id="modes">${this.say('voice-modes')}</h3>
      <div class="modes ${own ? '' : 'three'}" part="modes" role="radiogroup" aria-labelledby="modes" @keydown=${this.modes.keydown} @focusin=${this.modes.focusin}>
        ${modes.map(([mode, icon]) => this.mode(mode, icon, voice.mode === mode))}${own ? this.ownVoice(own, voice.mode === 'off') : nothing}
      </div></div>
      ${voice.mode === 'costume' ? this.wardrobe(voice.name) : nothing}`
  }

  private mode(mode: DisguiseMode, icon: Icon, isOn: boolean): TemplateResult {
    return html`<button class="pick" type="button" role="radio" aria-checked=${String(isOn)} @click=${() => isOn || this.chooser.wear(mode)}
      >${icon}<span class="tick">${checkIcon}</span><b>${this.say(`voice-${mode}`)}</b><span class="muted">${this.say(`voice-${mode}-what`)}</span></button>`
  }

  private ownVoice({ isForbidden, ask }: OwnVoiceMode, isOn: boolean): TemplateResult {
    const what = isForbidden ? 'voice-own-never' : isOn ? 'voice-own-on-what' : 'voice-own-what'
    return html`<button class="pick own" type="button" role="radio" aria-checked=${String(isOn)} aria-disabled=${isForbidden ? 'true' : nothing}
      @click=${() => isOn || isForbidden || ask()}>${userRoundIcon}<span class="tick">${checkIcon}</span><b>${this.say('voice-own')}</b><span class="muted">${this.say(what)}</span></button>`
  }

  private wardrobe(worn: CostumeName): TemplateResult {
    return html`<div class="stack g3"><div class="row base"><h3 class="t-l" id="costumes">${this.say('voice-costumes')}</h3><span class="t-s muted end hint">${this.say('voice-contour')}</span></div>
      <div class="voices" part="costumes" role="radiogroup" aria-labelledby="costumes" @keydown=${this.costumes.keydown} @focusin=${this.costumes.focusin}>
        ${costumeNames.map(
          (
            name,
          ) => html`<button class="pick voice" type="button" role="radio" aria-checked=${String(name === worn)} @click=${() => name === worn || this.chooser.dress(name)}
            >${contour(name)}<b>${name}</b><span class="muted t-xs">${this.say(`voice-${lower(name)}`)}</span><span class="tick">${checkIcon}</span></button>`,
        )}
      </div></div>`
  }

  /** Arrows choose, as in any group of radios, but open no question. */
  private radios(group: string): RovingFocus {
    return new RovingFocus(this.host, {
      items: () => [...this.host.renderRoot.querySelectorAll<HTMLElement>(`${group} > .pick`)],
      arrows: 'both',
      moved: (item) => item.classList.contains('own') || item.click(),
      home: (item) => item.getAttribute('aria-checked') === 'true',
    })
  }

  private say(key: keyof typeof voiceTexts): string {
    return this.host.words.text(voiceTexts, key)
  }
}

const lower = (name: CostumeName) => name.toLowerCase() as Lowercase<CostumeName> // what toLowerCase does to a literal
