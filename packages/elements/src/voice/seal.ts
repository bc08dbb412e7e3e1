import type { Disguise } from '@sanctuary/sdk-core'
import { html, type TemplateResult } from 'lit'
import { micOffIcon, moonStarIcon } from '../base/icons.ts'
import type { Messages } from '../base/messages/messages.ts'
import { defineTexts } from '../base/messages/texts.ts'

/** The words of the seal, the sign of the disguise that stays beside the microphone. */
export const sealTexts = defineTexts({
  'seal-ready': 'Veil ready',
  'seal-on': 'Veil on',
  'seal-off': 'Voice off',
  'seal-open': '{ $state }. Open your voice',
})

type Sealed = 'ready' | 'on' | 'off'

/** What a disguise's phase means to its wearer. */
export function sealState(disguise: Disguise | undefined): Sealed {
  if (disguise?.phase === 'failed') return 'off'
  return disguise?.phase === 'locked' ? 'on' : 'ready'
}

/** The look of the seal in a state. */
export const sealClass: Record<Sealed, string> = { ready: 'seal waiting', on: 'seal', off: 'seal gated' }

/** Picture and word of the seal. */
export function sealContent(words: Messages, state: Sealed): TemplateResult {
  return html`${state === 'off' ? micOffIcon : moonStarIcon}${words.text(sealTexts, `seal-${state}`)}`
}
