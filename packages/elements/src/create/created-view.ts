import type { RoomPreview } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { checkIcon, copyIcon, keyIcon } from '../base/live-icons.ts'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { createdTexts } from './create-texts.ts'

/** What somebody gets who made a room. */
export interface Created {
  readonly room: RoomPreview
  /** Shown this once. */
  readonly hostKey: string
  /** What others come in by, where the page said how rooms are addressed. */
  readonly link: string | undefined
}

type Part = 'key' | 'link'

/** The host key for them alone, the link for everyone, and the way in. */
export class CreatedView {
  private readonly host: SanctuaryElement
  private copied: Part | undefined
  private byHand: Part | undefined

  constructor(host: SanctuaryElement) {
    this.host = host
  }

  render({ room, hostKey, link }: Created, open: () => void): TemplateResult {
    const date = new Intl.DateTimeFormat(this.host.words.lang, { dateStyle: 'long' }).format(new Date(room.expiresAt))
    return html`<section class="card stack g6" part="created" aria-labelledby="created">
      <div class="stack g2"><h2 class="t-s muted" id="created" tabindex="-1">${this.say('created-title')}</h2><p class="display t-xl topic-shown" dir="auto">${room.emoji ? html`<span aria-hidden="true">${room.emoji} </span>` : nothing}${room.topic}</p></div>
      <div class="notice n-caution keep">${keyIcon}
        <h3 class="label" id="key-label">${this.say('created-key')}</h3>
        <div class="given"><code class="well mono" id="key" tabindex="0" role="group" aria-labelledby="key-label" dir="ltr">${hostKey}</code>${this.copyButton('key', hostKey)}</div>
        <p><span class="strong">${this.say('created-key-what')}</span> ${this.say('created-key-secret')}</p>
      </div>
      ${link === undefined ? nothing : this.link(link, room.approval)}
      <div class="stack g3"><button class="btn primary large start" type="button" part="open" @click=${open}>${this.say('created-open')}</button>
        <p class="t-s muted">${this.say('created-expires', { date })}</p></div>
    </section>`
  }

  private link(link: string, approval: boolean): TemplateResult {
    return html`<div class="field">
      <h3 class="label" id="link-label">${this.say('created-link')}</h3>
      <div class="given"><code class="well" id="link" tabindex="0" role="group" aria-labelledby="link-label" dir="ltr">${link}</code>${this.copyButton('link', link)}
        ${'share' in navigator ? html`<button class="btn line" type="button" part="share" @click=${() => this.share(link)}>${this.say('created-share')}</button>` : nothing}</div>
      <p class="t-xs muted">${this.say(approval ? 'created-link-approval' : 'created-link-what')}</p>
    </div>`
  }

  private copyButton(part: Part, text: string): TemplateResult {
    const done = this.copied === part
    return html`<button class="btn line" type="button" part="copy" aria-label=${this.say(part === 'key' ? 'created-copy-key' : 'created-copy-link')} @click=${() => this.copy(part, text)}
      >${done ? checkIcon : copyIcon}${this.say(done ? 'created-copied' : 'created-copy')}</button>${
        this.byHand === part ? html`<p class="t-xs by-hand">${this.say('created-copy-by-hand')}</p>` : nothing
      }`
  }

  private async copy(part: Part, text: string): Promise<void> {
    const worked = await write(text)
    this.copied = worked ? part : undefined
    this.byHand = worked ? undefined : part
    this.host.announce(`copied:${performance.now()}`, this.say(worked ? 'created-copied' : 'created-copy-by-hand'))
    this.host.requestUpdate()
    if (!worked) this.select(part)
  }

  /** Where the clipboard is closed to the page, the text is selected instead. */
  private select(part: Part): void {
    const code = this.host.renderRoot.querySelector<HTMLElement>(`#${part}`)
    if (!code) return
    code.focus()
    getSelection()?.selectAllChildren(code)
  }

  /** Closing the share sheet is no failure. */
  private share(link: string): void {
    navigator.share({ url: link }).catch(() => {})
  }

  private say(key: keyof typeof createdTexts, args?: Record<string, string | number>): string {
    return this.host.words.text(createdTexts, key, args)
  }
}

const write = (text: string): Promise<boolean> =>
  (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('This page has no clipboard.'))).then(
    () => true,
    () => false,
  )
