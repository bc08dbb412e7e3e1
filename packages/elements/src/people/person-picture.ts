import type { Participant } from '@sanctuary/sdk-core'
import { html, type TemplateResult } from 'lit'
import { micOffIcon, refreshCwIcon } from '../base/icons.ts'
import { handIcon, volumeOffIcon } from '../base/live-icons.ts'
import { picture } from '../base/picture.ts'
import type { Mark, PersonState } from './person-state.ts'

const marks: Record<Mark, TemplateResult> = {
  muted: html`<span class="mark">${micOffIcon}</span>`,
  stopped: html`<span class="mark m-bad">${micOffIcon}</span>`,
  lost: html`<span class="mark m-wait">${refreshCwIcon}</span>`,
  'muted-for-me': html`<span class="mark">${volumeOffIcon}</span>`,
}

/** A person's picture with the ring of their voice, the mark of their state and their place in the queue of hands. */
export function personPicture(person: Participant, state: PersonState, size: 'md' | 'xl'): TemplateResult {
  const ring = state.lost ? html`<span class="ring gone"></span>` : state.speaking ? html`<span class="ring"></span>` : ''
  const hand = person.hand === undefined ? '' : html`<span class="mark m-hand">${handIcon}${person.hand}</span>`
  return picture(person.picture, size, html`${ring}${size === 'xl' ? html`${state.mark ? marks[state.mark] : ''}${hand}` : ''}`)
}

/** Three bars that follow the level of a voice. */
export const levelBars = (): TemplateResult => html`<svg class="level" aria-hidden="true" viewBox="0 0 16 14">
  <rect x="1" y="2.5" width="3" height="9" rx="1.5"></rect><rect x="6" y="0.5" width="3" height="13" rx="1.5"></rect><rect x="11" y="2.5" width="3" height="9" rx="1.5"></rect>
</svg>`
