import { css } from 'lit'

export const styles = css`
  :host { display: block; }
  h2 { font-size: var(--s-text-xl); } .topic { font-family: var(--s-font-display); font-size: var(--s-text-l); min-block-size: 3.25rem; }
  .editor { display: grid; gap: var(--s-2); } .editor > li { display: flex; gap: var(--s-1); align-items: center; } .editor .input { flex: 1 1 0; } .moves { display: inline-flex; flex: none; }
  .editor:empty { display: none; } .btn:disabled { opacity: 0.35; cursor: default; }
  summary { cursor: pointer; font-weight: 600; font-size: var(--s-text-s); min-block-size: var(--s-target); display: flex; align-items: center; }
  .more { display: grid; gap: var(--s-5); grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); padding-block: var(--s-2) var(--s-4); align-items: end; }
  .choice { display: flex; flex-wrap: wrap; gap: var(--s-2) var(--s-6); } .choice label { display: inline-flex; gap: var(--s-2); align-items: center; min-block-size: var(--s-target); cursor: pointer; }
  .choice input { inline-size: 1.25rem; block-size: 1.25rem; margin: 0; accent-color: var(--s-accent); }
  .given { display: flex; gap: var(--s-2); flex-wrap: wrap; } .given .input { flex: 1 1 14rem; } .mono { font-family: var(--s-font-mono); letter-spacing: 0.02em; }
  @container (max-width: 30rem) { .editor > li { flex-wrap: wrap; } .editor .input { flex-basis: 100%; } .moves { margin-inline-start: auto; } }
  .frame { container-type: inline-size; }
`
