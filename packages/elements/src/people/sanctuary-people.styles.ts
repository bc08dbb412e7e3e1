import { css } from 'lit'

export const styles = css`
  .sections { display: grid; gap: var(--s-5); padding: var(--s-4); grid-template-columns: minmax(0, 1fr); } .sections > section { display: grid; gap: var(--s-1); grid-template-columns: minmax(0, 1fr); }
  h2 { display: flex; align-items: center; gap: var(--s-2); min-block-size: 2rem; }
  .person { display: flex; align-items: center; gap: var(--s-3); min-block-size: 3rem; min-inline-size: 0; line-height: 1.3; } .person.hidden { opacity: 0.72; }
  .ring { inset: calc(-2px - 1.5px * var(--s-level, 0.5)); border-width: 2px; } .ring::after { content: none; } .ring.gone { inset: -3px; }
  .calls { background: color-mix(in oklab, var(--s-caution-soft) 70%, var(--s-surface)); border-radius: var(--s-radius-m); padding: var(--s-2) var(--s-3); border: var(--s-edge) solid var(--s-line); }
  .acts { display: flex; flex-wrap: wrap; gap: var(--s-1); }
`
