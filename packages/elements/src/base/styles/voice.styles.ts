import { css } from 'lit'

/** The seal of the disguise and the meters of a voice. */
export const voice = css`
  .seal { display: inline-flex; align-items: center; gap: var(--s-2); min-block-size: 2rem; padding-inline: var(--s-2) var(--s-3); border-radius: 999px; border: var(--s-edge) solid currentColor; background: var(--s-veil-soft); color: var(--s-veil); font-size: var(--s-text-xs); font-weight: 600; white-space: nowrap; box-shadow: var(--s-alive); }
  .seal .i { inline-size: 1.125rem; block-size: 1.125rem; }
  .seal.waiting { background: transparent; box-shadow: inset 0 0 0 1.5px var(--s-veil); }
  .seal.gated { background: var(--s-danger-soft); color: var(--s-danger); box-shadow: none; } .seal.plain { background: var(--s-caution-soft); color: var(--s-caution); box-shadow: none; }
  .meter { display: block; inline-size: 100%; max-inline-size: 26rem; block-size: 1rem; } .meter rect { fill: var(--s-line); } .meter .on { fill: var(--s-voice); } .meter .out { fill: var(--s-veil); } .meter:dir(rtl) { transform: scaleX(-1); }
  @media (forced-colors: active) { .seal { border: 1px solid ButtonText; } .meter rect { fill: GrayText; } .meter .on, .meter .out { fill: Highlight; } }
`
