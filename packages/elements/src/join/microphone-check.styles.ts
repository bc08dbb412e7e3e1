import { css } from 'lit'

export const styles = css`
  :host { container-type: inline-size; }
  summary { display: flex; align-items: center; gap: var(--s-2); min-block-size: var(--s-target); inline-size: fit-content; cursor: pointer; font-weight: 600; font-size: var(--s-text-s); } summary::marker { content: ''; } summary::-webkit-details-marker { display: none; } summary::after { content: ''; inline-size: 0.4375rem; block-size: 0.4375rem; border: solid currentColor; border-width: 0 2px 2px 0; rotate: 45deg; translate: 0 -2px; } details[open] > summary::after { rotate: -135deg; translate: 0 2px; }
`
