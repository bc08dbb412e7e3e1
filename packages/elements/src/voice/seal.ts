import type { Disguise } from '@sanctuary/sdk-core'
import { html, type TemplateResult } from 'lit'
import { micOffIcon, moonStarIcon } from '../base/icons.ts'
import { venetianMaskIcon } from '../base/live-icons.ts'
import type { Messages } from '../base/messages/messages.ts'
import { defineTexts } from '../base/messages/texts.ts'
import type { VoiceChoice } from './voice-choice.ts'

const sealTexts = defineTexts({
  'seal-ready': 'Veil ready',
  'seal-on': 'Veil on',
  'seal-costume-ready': '{ $name } ready',
  'seal-costume-on': '{ $name } on',
  'seal-off': 'Voice off',
  'seal-open': '{ $state }. Open your voice',
})

/** Whether the disguise waits for a voice, covers it, or has stopped. */
export type SealState = 'ready' | 'on' | 'off'

/** What a disguise's phase means to its wearer. */
export function sealState(disguise: Disguise | undefined): SealState {
  if (disguise?.phase === 'failed') return 'off'
  return disguise?.phase === 'locked' ? 'on' : 'ready'
}

/** The look of the seal in a state. */
export const sealClass: Record<SealState, string> = { ready: 'seal waiting', on: 'seal', off: 'seal gated' }

/** Picture and word of the seal, the sign of the disguise that stays beside the microphone. */
export function sealContent(words: Messages, state: SealState, choice: VoiceChoice): TemplateResult {
  const icon = state === 'off' ? micOffIcon : choice === 'veil' ? moonStarIcon : venetianMaskIcon
  return html`${icon}${saySeal(words, state, choice)}`
}

/** The name of the seal as a button that opens the voice panel. */
export const nameSeal = (words: Messages, state: SealState, choice: VoiceChoice): string =>
  words.text(sealTexts, 'seal-open', { state: saySeal(words, state, choice) })

function saySeal(words: Messages, state: SealState, choice: VoiceChoice): string {
  if (state === 'off' || choice === 'veil') return words.text(sealTexts, `seal-${state}`)
  return words.text(sealTexts, `seal-costume-${state}`, { name: choice })
}
