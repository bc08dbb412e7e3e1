import { css } from 'lit'

export const styles = css`
  .hands { padding-block: var(--s-2); padding-inline: var(--s-4) var(--s-2); background: color-mix(in oklab, var(--s-accent-soft) 45%, var(--s-surface)); border-block-end: 1px solid var(--s-line); }
  .person { display: flex; align-items: center; gap: var(--s-3); min-block-size: var(--s-target); min-inline-size: 0; line-height: 1.3; }
  .note { display: block; overflow-wrap: anywhere; }
  @media (forced-colors: active) { .hands { border: 1px solid CanvasText; } }
`
