import { css } from 'lit'

/** Tabs of a panel. */
export const tabs = css`
  .tabs { display: flex; gap: var(--s-1); border-block-end: 1px solid var(--s-line); padding-inline: var(--s-3); flex: none; }
  .tabs > * { display: inline-flex; align-items: center; gap: var(--s-2); min-block-size: 3.25rem; padding-inline: var(--s-3); font-size: var(--s-text-s); font-weight: 500; color: var(--s-text-muted); border-block-end: 3px solid transparent; margin-block-end: -1px; white-space: nowrap; } .tabs > :focus-visible { outline-offset: calc(var(--s-focus-width) * -1); }
  .tabs > [aria-selected='true'] { color: var(--s-text); font-weight: 600; border-color: var(--s-accent); } .tabs > :hover { color: var(--s-text); }
  @media (forced-colors: active) { .tabs > :not([aria-selected='true']) { border-color: Canvas; } }
`
