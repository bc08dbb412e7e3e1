import { css } from 'lit'

export const styles = css`
  .btn[aria-pressed='true'] { background: var(--s-accent); color: var(--s-on-accent); }
`
