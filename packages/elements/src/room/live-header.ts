import type { Connection, RoomSettings } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { erasedAfter } from '../base/erased-after.ts'
import { doorOpenIcon, flowerIcon, lockIcon, wifiOffIcon } from '../base/icons.ts'
import { lifeBuoyIcon, signalIcon } from '../base/live-icons.ts'
import type { Messages } from '../base/messages/messages.ts'
import { liveTexts } from './live-texts.ts'
import type { Size } from './live-views.ts'
import { roomTexts } from './room-texts.ts'

interface Facts {
  readonly words: Messages
  readonly size: Size
  readonly settings: RoomSettings
  readonly people: number
  readonly connection: Connection | undefined
  readonly exit: () => void
  /** Absent for staff, who are those one asks. */
  readonly ask: (() => void) | undefined
}

/** The bar above a room: what it is about, how many are here, what becomes of it, and the ways out and to help. */
export function liveHeader({ words, size, settings, people, connection, exit, ask }: Facts): TemplateResult {
  const narrow = size === 'narrow'
  const { unit, count } = erasedAfter(settings.eraseAfterMinutes)
  const facts = `${words.text(liveTexts, 'live-here', { count: people })} · ${words.text(liveTexts, `live-erased-${unit}`, { count })}`
  const exitLabel = words.text(roomTexts, 'room-quick-exit')
  return html`<div class="head" part="header" data-region tabindex="-1" role="region" aria-label=${words.text(liveTexts, 'live-header')}>
    ${narrow ? nothing : html`<slot name="brand"><span class="glyph">${flowerIcon}</span></slot>`}
    <div class="grow"><h1 class="display clip"><bdi>${settings.topic}</bdi></h1>${narrow ? nothing : html`<p class="t-xs muted clip num"><bdi>${facts}</bdi></p>`}</div>
    ${settings.locked ? html`<span class="chip">${lockIcon}${words.text(liveTexts, 'live-locked')}</span>` : nothing}
    ${size === 'wide' ? connectionChip(words, connection) : nothing}
    <button class="btn line small ${narrow ? 'icon' : ''}" aria-label=${narrow ? exitLabel : nothing} aria-describedby="exit-what" @click=${exit}>${doorOpenIcon}${narrow ? nothing : exitLabel}</button>
    <span class="sr" id="exit-what">${words.text(roomTexts, 'room-quick-exit-what')}</span>
    ${ask ? html`<button class="btn soft small" @click=${ask}>${lifeBuoyIcon}${words.text(liveTexts, narrow ? 'live-help' : 'live-ask')}</button>` : nothing}
  </div>`
}

function connectionChip(words: Messages, connection: Connection | undefined): TemplateResult {
  const state = connection?.state ?? 'idle'
  if (state === 'live') return html`<span class="chip">${signalIcon}${words.text(liveTexts, 'live-connected')}</span>`
  const key = state === 'offline' || state === 'reconnecting' ? (`live-${state}` as const) : 'live-connecting'
  return html`<span class="chip warn">${wifiOffIcon}${words.text(liveTexts, key)}</span>`
}
