import { css } from 'lit'

export const styles = css`
  :host { container-type: inline-size; }
  .panel { display: grid; gap: var(--s-6); grid-template-columns: minmax(0, 1fr); align-items: start; }
  .own-sign, .simplified { border-color: var(--s-caution); background: var(--s-caution-soft); } :is(.own-sign, .simplified) > p > .seal { background: var(--s-surface); }
  .what { list-style: disc; padding-inline-start: var(--s-5); display: grid; gap: var(--s-2); font-size: var(--s-text-s); }
  .tuning { position: relative; } .tuning .reset { position: absolute; inset-block-start: calc(var(--s-1) * -1); inset-inline-end: 0; }
  @container (inline-size >= 60rem) { .panel { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); } .aside { padding: var(--s-5); background: var(--s-surface); border: 1px solid var(--s-line); border-radius: var(--s-radius-l); } }
`
