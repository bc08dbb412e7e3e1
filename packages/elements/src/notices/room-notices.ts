import type { HostNotice } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { Attempts } from '../base/attempts.ts'
import { define } from '../base/define.ts'
import type { Icon } from '../base/draw-icon.ts'
import { headphonesIcon, micIcon, micOffIcon } from '../base/icons.ts'
import { crownIcon, eyeIcon, handIcon } from '../base/live-icons.ts'
import { RoomElement } from '../base/room-element.ts'
import { base } from '../base/styles/base.styles.ts'
import { surfaces } from '../base/styles/surfaces.styles.ts'
import { noticeTexts } from './notice-texts.ts'
import { styles } from './room-notices.styles.ts'

type Kind = HostNotice['kind']

const icons: Record<Kind, Icon> = {
  promoted: micIcon,
  demoted: headphonesIcon,
  muted: micOffIcon,
  unmuteAsked: micIcon,
  admitted: handIcon,
  becameHost: crownIcon,
  pingSeen: eyeIcon,
}

/** A word about one's own voice must not wait. */
const urgent: ReadonlySet<Kind> = new Set(['muted', 'unmuteAsked', 'becameHost'])

/**
 * What hosts did that concerns this person: muted, asked to speak, promoted. Each stays until it is put away, and comes back after a reload.
 *
 * @csspart notice - one of them
 * @csspart action - a button in it
 */
export class RoomNotices extends RoomElement {
  static override styles = [base, surfaces, styles]

  private readonly text = this.texts(noticeTexts)
  private readonly notices = this.store((room) => room.hosts.$notices)
  private readonly microphone = this.store((room) => room.audio.$microphone)
  private readonly attempts = new Attempts(this)

  protected override updated(): void {
    for (const notice of this.notices.value ?? [])
      this.announce(`notice:${notice.kind}:${notice.at}`, this.sentence(notice), urgent.has(notice.kind) ? 'assertive' : 'polite')
  }

  override render() {
    const notices = this.notices.value ?? []
    if (notices.length === 0) return nothing
    return html`${this.attempts.render()}<ul>${repeat(notices, ({ kind }) => kind, this.notice)}</ul>`
  }

  private readonly notice = (notice: HostNotice): TemplateResult => {
    const { kind } = notice
    const asks = kind === 'unmuteAsked' && this.microphone.value?.state === 'off'
    return html`<li class=${kind === 'muted' ? 'caution' : ''} part="notice">${icons[kind]}<span class="words" dir="auto">${this.sentence(notice)}</span>
      <span class="acts">${
        asks
          ? html`<button class="btn quiet small" part="action" @click=${() => this.dismiss(kind)}>${this.text('notice-not-now')}</button>
              <button class="btn primary small" part="action" @click=${this.unmute}>${micIcon}${this.text('notice-unmute')}</button>`
          : html`<button class="btn line small" part="action" @click=${() => this.dismiss(kind)}>${this.text('notice-dismiss')}</button>`
      }</span></li>`
  }

  private sentence({ kind, role, reason }: HostNotice): string {
    const sentence = this.text(key(kind, role))
    return reason ? this.text('notice-reason', { sentence, reason }) : sentence
  }

  private dismiss(kind: Kind): void {
    void this.attempts.run(`dismiss:${kind}`, async () => this.here?.hosts.dismissNotice({ kind }))
  }

  /** The notice goes once the microphone is on; only then has it done its work. */
  private readonly unmute = (): void => {
    void this.attempts.run('unmute', async () => {
      await this.here?.audio.unmute()
      await this.here?.hosts.dismissNotice({ kind: 'unmuteAsked' })
    })
  }
}

function key(kind: Kind, role: HostNotice['role']): keyof typeof noticeTexts {
  if (kind === 'promoted') return role === 'host' || role === 'moderator' ? `notice-promoted-${role}` : 'notice-promoted-speaker'
  if (kind === 'demoted') return role === 'moderator' || role === 'speaker' ? `notice-demoted-${role}` : 'notice-demoted-listener'
  return `notice-${kind}`
}

define('room-notices', RoomNotices)

declare global {
  interface HTMLElementTagNameMap {
    'room-notices': RoomNotices
  }
}
