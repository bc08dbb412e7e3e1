import type { Disguise, OwnVoice } from '@sanctuary/sdk-core'
import { html, nothing, type TemplateResult } from 'lit'
import { refreshCwIcon } from '../base/icons.ts'
import { messageCircleIcon } from '../base/live-icons.ts'
import type { Messages } from '../base/messages/messages.ts'
import { panelTexts } from './panel-texts.ts'
import { sealClass, sealContent, sealState } from './seal.ts'

interface Ways {
  readonly retry: (() => void) | undefined
  readonly write: (() => void) | undefined
  /** Absent where the room keeps every voice disguised. */
  readonly speakUndisguised: (() => void) | undefined
  /** Puts the disguise back on. */
  readonly cover: () => void
}

/** Where one's disguise stands, in one sentence, with the ways on where it stopped. */
export function voiceStatus(words: Messages, disguise: Disguise, voice: OwnVoice, ways: Ways): TemplateResult {
  const state = sealState(disguise, voice)
  const say = (key: keyof typeof panelTexts) => words.text(panelTexts, key)
  const seal = html`<p class="row"><span class=${sealClass[state]} part="seal">${sealContent(words, state, voice)}</span></p>`
  if (state === 'own')
    return html`<div class="card pad-s stack g2 t-s own-sign" part="sign">${seal}<p class="strong t-m">${say('voice-now-own')}</p><p>${say('voice-now-own-what')}</p>
      <p><button class="btn primary small" type="button" @click=${ways.cover}>${say('voice-cover')}</button></p></div>`
  if (state === 'off')
    return html`<div class="card pad-s stack g2 t-s failed" part="failed">${seal}<p class="strong t-m">${say(disguise.phase === 'gated' ? 'voice-gated' : 'voice-off')}</p><p>${say(reasonOf(disguise))}</p>${waysOn(say, ways)}</div>`
  if (state === 'simplified')
    return html`<div class="card pad-s stack g2 t-s simplified" part="simplified">${seal}<p class="strong t-m">${say('voice-simplified')}</p><p>${say('voice-simplified-what')}</p>${
      ways.retry ? html`<p>${retryButton(say('voice-whole'), ways.retry)}</p>` : nothing
    }</div>`
  return html`<div class="stack g2">${seal}<p class="t-s">${say(disguise.phase === 'idle' ? 'voice-idle' : `voice-${state}`)}</p></div>`
}

function waysOn(say: (key: keyof typeof panelTexts) => string, { retry, write, speakUndisguised }: Ways): TemplateResult {
  return html`${
    retry || write
      ? html`<div class="row wrap">${retry ? retryButton(say('voice-retry'), retry) : nothing}${
          write
            ? html`<button class="btn line small" type="button" @click=${write}>${messageCircleIcon}${say('voice-write')}</button>`
            : nothing
        }</div>`
      : nothing
  }${speakUndisguised ? html`<p><button class="link t-s" type="button" @click=${speakUndisguised}>${say('voice-undisguised')}</button></p>` : nothing}`
}

const retryButton = (label: string, retry: () => void): TemplateResult =>
  html`<button class="btn primary small" type="button" @click=${retry}>${refreshCwIcon}${label}</button>`

function reasonOf({ phase, reason }: Disguise): keyof typeof panelTexts {
  if (phase === 'failed') return reason === 'module-load' ? 'voice-off-module-load' : 'voice-off-what'
  const known = reason === 'context-suspended' || reason === 'overload'
  return known ? `voice-gated-${reason}` : 'voice-off-what'
}
