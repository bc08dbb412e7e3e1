import { css } from 'lit'

export const styles = css`
  .facts { display: grid; gap: var(--s-2); } .facts > li { display: flex; gap: var(--s-2); align-items: flex-start; } .facts .i { margin-block-start: 0.1em; }
  .about { white-space: pre-line; }
`
