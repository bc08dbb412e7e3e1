import type { RoomPreview } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { erasedAfter } from '../base/erased-after.ts'
import { audioLinesIcon, hourglassIcon, lockIcon, micOffIcon, moonStarIcon, userRoundXIcon } from '../base/icons.ts'
import type { Messages } from '../base/messages/messages.ts'
import { joinTexts } from './join-texts.ts'

/** What a room is about and who is there, for somebody who has not come in yet. */
export function roomPreview(words: Messages, { topic, description, emoji, people, hosts, locked, state }: RoomPreview): TemplateResult {
  const names = new Intl.ListFormat(words.lang, { type: 'conjunction' }).format(hosts)
  return html`<div class="stack g3" part="preview">
    ${
      state === 'ended'
        ? nothing
        : html`<p class="row wrap t-s muted">
        <span class="chip ${locked ? 'warn' : 'on'}">${locked ? lockIcon : audioLinesIcon}${words.text(joinTexts, locked ? 'join-locked' : people > 0 ? 'join-live' : 'join-open')}</span>
        <span>${words.text(joinTexts, 'join-people', { count: people })}</span>
        ${hosts.length > 0 ? html`<span class="hosts">${words.text(joinTexts, 'join-hosts', { names, count: hosts.length })}</span>` : nothing}
      </p>`
    }
    <h1 class="display t-2xl topic" dir="auto">${emoji ? html`<span aria-hidden="true">${emoji} </span>` : nothing}${topic}</h1>
    ${description ? html`<p class="measure about" dir="auto">${description}</p>` : nothing}
  </div>`
}

/** What this room does not keep. */
export function roomPromises(words: Messages, { eraseAfterMinutes, undisguised, audio }: RoomPreview): TemplateResult {
  const { unit, count } = erasedAfter(eraseAfterMinutes)
  return html`<ul class="facts t-s muted" aria-label=${words.text(joinTexts, 'join-promises')}>
    <li>${userRoundXIcon}${words.text(joinTexts, 'join-no-account')}</li>
    <li>${hourglassIcon}${words.text(joinTexts, `join-erased-${unit}`, { count })}</li>
    <li>${micOffIcon}${words.text(joinTexts, 'join-not-recorded')}</li>
    ${undisguised === 'never' && audio.state !== 'absent' ? html`<li>${moonStarIcon}${words.text(joinTexts, 'join-all-disguised')}</li>` : nothing}
  </ul>`
}
