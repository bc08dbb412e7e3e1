import type { Disguise, OwnVoice } from '@sanctuary/sdk-core'
import { html, type TemplateResult } from 'lit'
import { micOffIcon, moonStarIcon, triangleAlertIcon } from '../base/icons.ts'
import { userRoundIcon, venetianMaskIcon } from '../base/live-icons.ts'
import type { Messages } from '../base/messages/messages.ts'
import { defineTexts } from '../base/messages/texts.ts'
import { isDisguiseOff } from './voice-stop.ts'

const sealTexts = defineTexts({
  'seal-loading': 'Disguise loading',
  'seal-ready': 'Veil ready',
  'seal-on': 'Veil on',
  'seal-disguise-ready': 'Disguise ready',
  'seal-disguise-on': 'Disguise on',
  'seal-costume-ready': '{ $name } ready',
  'seal-costume-on': '{ $name } on',
  'seal-simplified': 'Simpler disguise',
  'seal-off': 'Voice off',
  'seal-own': 'Your own voice',
  'seal-open': '{ $state }. Open your voice',
})

/** Whether the disguise is being loaded, waits for a voice, covers it, covers it less, has stopped, or was put away by consent. */
export type SealState = 'loading' | 'ready' | 'on' | 'simplified' | 'off' | 'own'

/** What a disguise's phase means to its wearer. */
export function sealState(disguise: Disguise | undefined, voice: OwnVoice | undefined): SealState {
  if (voice?.mode === 'off') return 'own'
  if (isDisguiseOff(disguise, voice)) return 'off'
  if (disguise?.phase === 'starting') return 'loading'
  if (disguise?.phase !== 'locked') return 'ready'
  return disguise.simplified ? 'simplified' : 'on'
}

/** The look of the seal in a state. */
export const sealClass: Record<SealState, string> = {
  loading: 'seal waiting',
  ready: 'seal waiting',
  on: 'seal',
  simplified: 'seal plain',
  off: 'seal gated',
  own: 'seal plain',
}

/** Picture and word of the seal, the sign of the disguise that stays beside the microphone. */
export function sealContent(words: Messages, state: SealState, voice: OwnVoice): TemplateResult {
  const worn = voice.mode === 'costume' ? venetianMaskIcon : moonStarIcon
  const icon = { loading: worn, ready: worn, on: worn, simplified: triangleAlertIcon, off: micOffIcon, own: userRoundIcon }[state]
  return html`${icon}<span>${saySeal(words, state, voice)}</span>`
}

/** The name of the seal as a button that opens the voice panel. */
export const nameSeal = (words: Messages, state: SealState, voice: OwnVoice): string =>
  words.text(sealTexts, 'seal-open', { state: saySeal(words, state, voice) })

function saySeal(words: Messages, state: SealState, voice: OwnVoice): string {
  if (state !== 'ready' && state !== 'on') return words.text(sealTexts, `seal-${state}`)
  if (voice.mode === 'costume') return words.text(sealTexts, `seal-costume-${state}`, { name: voice.name })
  return words.text(sealTexts, voice.mode === 'custom' ? `seal-disguise-${state}` : `seal-${state}`)
}
