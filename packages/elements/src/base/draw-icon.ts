import { html, type TemplateResult } from 'lit'

/** A 24 × 24 line drawing in the colour of the text around it. Decorative: the words beside it, or a label, say what it means. */
export type Icon = TemplateResult

/** Draws the outline of an icon. */
export const draw = (path: string): Icon => html`<svg class="i" aria-hidden="true" viewBox="0 0 24 24"><path d=${path}></path></svg>`

/** Draws one with a direction: it is mirrored in right-to-left text. */
export const drawDirected = (path: string): Icon =>
  html`<svg class="i flip" aria-hidden="true" viewBox="0 0 24 24"><path d=${path}></path></svg>`
