import { css } from 'lit'

export const styles = css`
  :host { display: block; container-type: inline-size; }
  .cols { display: grid; grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr); gap: var(--s-6); align-items: start; }
  h1 { font: 500 var(--s-text-2xl) / 1.2 var(--s-font-display); letter-spacing: -0.01em; overflow-wrap: anywhere; } .lead { max-inline-size: 60ch; white-space: pre-line; overflow-wrap: anywhere; }
  .facts { display: flex; flex-wrap: wrap; gap: var(--s-2) var(--s-5); } .facts > li { display: inline-flex; gap: var(--s-2); align-items: center; }
  .self { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--s-3); align-items: center; } .pic { --pic: 6rem; }
  .rules > li { overflow-wrap: anywhere; }
  summary { cursor: pointer; font-size: var(--s-text-s); font-weight: 600; min-block-size: var(--s-target); display: flex; align-items: center; } .mono { font-family: var(--s-font-mono); }
  @container (max-width: 50rem) { .cols { grid-template-columns: minmax(0, 1fr); } }
  @container (max-width: 26rem) { .pic { --pic: 4.5rem; } h1 { font-size: 1.625rem; } }
`
