import { css } from 'lit'

/** The line garden; its container is positioned and isolated. */
export const gardens = css`
  .garden { position: absolute; inset-inline: 0; inset-block-end: 0; inline-size: 100%; block-size: 11rem; color: var(--s-line); opacity: var(--s-garden); pointer-events: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; z-index: 0; }
  .garden:dir(rtl) { transform: scaleX(-1); }
  @media (forced-colors: active) { .garden { display: none; } }
`
