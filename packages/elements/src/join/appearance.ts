import type { SanctuaryClient, SanctuaryError } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { Attempts } from '../base/attempts.ts'
import { shuffleIcon, triangleAlertIcon } from '../base/icons.ts'
import { drawSeed, picture } from '../base/picture.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { joinTexts } from './join-texts.ts'

const shortest = 2

type Problem = 'join-name-short' | 'join-name-wrong' | 'join-name-taken'

interface Options {
  readonly client: () => SanctuaryClient | undefined
  readonly room: () => string
}

/** Name and picture for one room: suggested, and open to change. */
export class Appearance {
  alias = ''
  seed: string = drawSeed()
  problem: Problem | undefined
  private readonly host: SanctuaryElement
  private readonly options: Options
  private readonly attempts: Attempts

  constructor(host: SanctuaryElement, options: Options) {
    this.host = host
    this.options = options
    this.attempts = new Attempts(host)
  }

  /** The first suggestion. Without one the server chooses a name on joining, so there is nothing to tell. */
  async begin(): Promise<void> {
    await this.suggest().catch(() => {})
  }

  /** Whether this name will do; if not, the field says so. */
  check(): boolean {
    const { length } = [...this.alias.trim()]
    this.problem = length > 0 && length < shortest ? 'join-name-short' : undefined
    this.host.requestUpdate()
    return this.problem === undefined
  }

  /** Shows a refusal that concerns the name. @returns whether it did */
  take({ code, details }: SanctuaryError): boolean {
    const { fields } = (details ?? {}) as { fields?: { path?: unknown }[] } // the server's word; only compared
    const wrong = code === 'INVALID_INPUT' && Array.isArray(fields) && fields.some(({ path }) => path === 'alias')
    this.problem = code === 'ALIAS_TAKEN' ? 'join-name-taken' : wrong ? 'join-name-wrong' : undefined
    return this.problem !== undefined
  }

  render(): TemplateResult {
    return html`<h2 class="t-l">${this.say('join-appear')}</h2>
      <div class="self"><span part="picture">${picture(this.seed, 'xl')}</span>
        <div class="stack g2">
          <label class="label" for="alias">${this.say('join-name')}</label>
          <input class="input" id="alias" part="alias" dir="auto" maxlength="40" autocomplete="off" spellcheck="false"
            aria-invalid=${this.problem ? 'true' : nothing} aria-describedby=${this.problem ? 'alias-problem' : nothing} .value=${this.alias} @input=${this.write}>
          ${this.problem ? html`<p class="problem" id="alias-problem">${triangleAlertIcon}${this.say(this.problem)}</p>` : nothing}
          <button class="btn quiet small start" type="button" part="suggest" @click=${this.draw}>${shuffleIcon}${this.say('join-new-name')}</button>
        </div></div>
      ${this.attempts.render()}
      <p class="t-s muted">${this.say('join-only-here')}</p>`
  }

  private async suggest(): Promise<void> {
    const typed = this.alias
    const suggestion = await this.options.client()?.suggest(this.options.room())
    if (!suggestion || this.alias !== typed) return // somebody writes meanwhile: theirs counts
    this.alias = suggestion.alias
    this.seed = suggestion.picture
    this.problem = undefined
    this.host.requestUpdate()
  }

  private readonly draw = async (): Promise<void> => {
    if (!(await this.attempts.run('suggest', () => this.suggest()))) return
    this.host.announce(`name:${this.seed}`, this.host.words.text(joinTexts, 'join-new-name-said', { name: this.alias }))
  }

  private readonly write = (event: InputEvent): void => {
    this.alias = (event.target as HTMLInputElement).value // the listener sits on the input
    this.problem = undefined
    this.host.requestUpdate()
  }

  private say(key: keyof typeof joinTexts): string {
    return this.host.words.text(joinTexts, key)
  }
}
