import { css } from 'lit'

/** Cards, wells, notices, glyphs and the banner. */
export const surfaces = css`
  .card { background: var(--s-surface); border: 1px solid var(--s-line); border-radius: var(--s-radius-l); padding: var(--s-6); min-inline-size: 0; }
  .card.pad-s { padding: var(--s-4); border-radius: var(--s-radius-m); } .card.raised { background: var(--s-raised); box-shadow: var(--s-shadow-2); } .card.failed { border-color: var(--s-danger); }
  .well { background: var(--s-sunken); border: var(--s-edge) solid var(--s-line); border-radius: var(--s-radius-m); padding: var(--s-4); }
  .notice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--s-1) var(--s-3); padding: var(--s-4); border-radius: var(--s-radius-m); background: var(--s-sunken); border: 1px solid var(--s-line); font-size: var(--s-text-s); }
  .notice > .i { margin-block-start: 0.1em; } .notice > :not(.i) { grid-column: 2; }
  .notice.n-veil { background: var(--s-veil-soft); } .notice.n-veil > .i { color: var(--s-veil); }
  .notice.n-good { background: var(--s-accent-soft); } .notice.n-good > .i { color: var(--s-accent-text); }
  .notice.n-caution { background: var(--s-caution-soft); } .notice.n-caution > .i { color: var(--s-caution); }
  .notice.n-danger { background: var(--s-danger-soft); } .notice.n-danger > .i { color: var(--s-danger); }
  .glyph { display: grid; place-items: center; inline-size: 2.75rem; block-size: 2.75rem; border-radius: var(--s-radius-m); background: var(--s-accent-soft); color: var(--s-accent-text); flex: none; }
  .glyph.sm { inline-size: 2.25rem; block-size: 2.25rem; border-radius: var(--s-radius-s); } .glyph.big { inline-size: 4rem; block-size: 4rem; border-radius: var(--s-radius-l); } .glyph.big .i { inline-size: 1.875rem; block-size: 1.875rem; }
  .glyph.g-bad { background: var(--s-danger-soft); color: var(--s-danger); } .glyph.g-wait { background: var(--s-caution-soft); color: var(--s-caution); } .glyph.g-veil { background: var(--s-veil-soft); color: var(--s-veil); }
  .banner { display: flex; align-items: center; gap: var(--s-2) var(--s-3); padding: var(--s-2) var(--s-5); background: var(--s-caution-soft); color: var(--s-text); font-size: var(--s-text-s); flex-wrap: wrap; border-block-end: var(--s-edge) solid var(--s-line); } .banner > .i { color: var(--s-caution); } .banner > .grow { flex-basis: 14rem; }
  .banner.b-good { background: var(--s-accent-soft); } .banner.b-good > .i { color: var(--s-accent-text); } .banner.b-danger { background: var(--s-danger-soft); } .banner.b-danger > .i { color: var(--s-danger); }
  .rules { display: grid; gap: var(--s-3); counter-reset: r; } .rules > li { display: grid; grid-template-columns: 1.75rem minmax(0, 1fr); gap: var(--s-2); align-items: baseline; counter-increment: r; } .rules > li::before { content: counter(r); font-family: var(--s-font-display); font-size: var(--s-text-l); color: var(--s-accent-text); line-height: 1; font-variant-numeric: tabular-nums; }
  @media (forced-colors: active) { .card, .notice, .well, .banner { border: 1px solid ButtonText; } }
`
