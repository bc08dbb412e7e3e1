import { css } from 'lit'

export const styles = css`
  .card { display: flex; flex-direction: column; align-items: flex-start; gap: var(--s-3); max-inline-size: 28rem; margin-inline: auto; } .card h2 { font-size: var(--s-text-l); } .card > .acts { display: flex; flex-wrap: wrap; gap: var(--s-2); margin-block-start: var(--s-2); }
  .banner.t-bad { background: var(--s-danger-soft); } .banner.t-bad > .i { color: var(--s-danger); } .banner.t-calm { background: var(--s-accent-soft); } .banner.t-calm > .i { color: var(--s-accent-text); }
  .t-calm .glyph { background: var(--s-accent-soft); color: var(--s-accent-text); }
  .banner h2 { display: inline; } .banner h2::after { content: '. '; }
`
