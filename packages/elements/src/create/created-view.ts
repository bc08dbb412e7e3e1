import { html, nothing, type TemplateResult } from 'lit'
import { shieldIcon } from '../base/icons.ts'
import { copyIcon } from '../base/live-icons.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { createTexts } from './create-texts.ts'

/** What somebody gets who made a room: the link for everyone, the host key for them alone, and the way in. */
export class CreatedView {
  private readonly host: SanctuaryElement
  private copied: 'link' | 'key' | undefined

  constructor(host: SanctuaryElement) {
    this.host = host
  }

  render(topic: string, hostKey: string, link: string | undefined, open: () => void): TemplateResult {
    return html`<section class="card stack" part="created" aria-labelledby="created">
      <div class="stack g2"><h2 id="created" tabindex="-1">${this.say('created-title')}</h2><p class="muted" dir="auto">${topic}</p></div>
      ${link === undefined ? nothing : this.link(link)}
      <div class="notice n-caution">${shieldIcon}
        <label class="label" for="key">${this.say('created-key')}</label>
        <p>${this.say('created-key-what')}</p>
        <div class="given"><input class="input mono" id="key" readonly dir="ltr" .value=${hostKey} @focus=${selectAll}>
          <button class="btn line" type="button" @click=${() => this.copy('key', hostKey)}>${copyIcon}${this.say(this.copied === 'key' ? 'created-copied' : 'created-copy-key')}</button></div>
      </div>
      <div><button class="btn primary large" type="button" part="open" @click=${open}>${this.say('created-open')}</button></div>
    </section>`
  }

  private link(link: string): TemplateResult {
    return html`<div class="field">
      <label for="link">${this.say('created-link')}</label>
      <p class="t-xs muted">${this.say('created-link-what')}</p>
      <div class="given"><input class="input" id="link" readonly dir="ltr" .value=${link} @focus=${selectAll}>
        <button class="btn line" type="button" @click=${() => this.copy('link', link)}>${copyIcon}${this.say(this.copied === 'link' ? 'created-copied' : 'created-copy-link')}</button>
        ${'share' in navigator ? html`<button class="btn line" type="button" @click=${() => this.share(link)}>${this.say('created-share-link')}</button>` : nothing}</div>
    </div>`
  }

  /** Where the clipboard is closed to the page, the text is selected instead. */
  private copy(what: 'link' | 'key', text: string): void {
    void navigator.clipboard.writeText(text).then(
      () => {
        this.copied = what
        this.host.announce(`copied:${performance.now()}`, this.say('created-copied'))
        this.host.requestUpdate()
      },
      () => this.host.renderRoot.querySelector<HTMLInputElement>(`#${what}`)?.focus(),
    )
  }

  /** Closing the share sheet is no failure. */
  private share(link: string): void {
    navigator.share({ url: link }).catch(() => this.host.renderRoot.querySelector<HTMLInputElement>('#link')?.focus())
  }

  private say(key: keyof typeof createTexts): string {
    return this.host.words.text(createTexts, key)
  }
}

const selectAll = (event: FocusEvent): void => (event.target as HTMLInputElement).select() // the listener sits on the input
