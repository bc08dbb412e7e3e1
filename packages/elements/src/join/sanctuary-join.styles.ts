import { css } from 'lit'

export const styles = css`
  :host { container-type: inline-size; }
  .cols { display: grid; grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); gap: var(--s-6); align-items: start; }
  .topic { overflow-wrap: anywhere; } .about { white-space: pre-line; }
  .hosts { padding-inline-start: var(--s-2); overflow-wrap: anywhere; }
  .facts { display: flex; flex-wrap: wrap; gap: var(--s-2) var(--s-5); } .facts > li { display: flex; gap: var(--s-2); align-items: center; }
  .self { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--s-4); align-items: start; } .self > :first-child { display: grid; padding-block-start: 1.75rem; }
  .host { font-size: var(--s-text-s); } .host > .field { padding-block: var(--s-2); } summary { display: flex; align-items: center; gap: var(--s-2); min-block-size: var(--s-target); cursor: pointer; color: var(--s-text-muted); font-weight: 600; inline-size: fit-content; } summary:hover { color: var(--s-text); } summary::marker { content: ''; } summary::-webkit-details-marker { display: none; } summary::after { content: ''; inline-size: 0.4375rem; block-size: 0.4375rem; border: solid currentColor; border-width: 0 2px 2px 0; rotate: 45deg; translate: 0 -2px; } details[open] > summary::after { rotate: -135deg; translate: 0 2px; }
  .mono { font-family: var(--s-font-mono); }
  .why { justify-content: center; } .closed { display: grid; gap: var(--s-3); grid-template-columns: minmax(0, 1fr); justify-items: center; text-align: center; } .closed > room-status { inline-size: 100%; text-align: start; } .note { max-inline-size: 28rem; }
  .lobby { display: grid; justify-items: center; gap: var(--s-4); padding-block: var(--s-8); text-align: center; } .lobby > room-status { inline-size: 100%; text-align: start; }
  .opening { display: grid; justify-items: center; gap: var(--s-4); padding-block: var(--s-14); text-align: center; color: var(--s-text-muted); }
  @container (inline-size < 54rem) { .cols { grid-template-columns: minmax(0, 1fr); } }
  @container (inline-size < 32rem) { .topic { font-size: 1.625rem; } .card { padding: var(--s-5) var(--s-4); } .self > .pic, .self .pic.xl { --pic: 4.5rem; } .hosts { flex-basis: 100%; padding: 0; } .facts { display: grid; } }
`
