import { css } from 'lit'

export const styles = css`
  :host { container-type: inline-size; position: relative; isolation: isolate; }
  .frame { display: flex; flex-direction: column; min-block-size: 0; block-size: 100%; scrollbar-width: thin; scrollbar-color: var(--s-line-strong) transparent; }
  .tiles { flex: 1; display: flex; flex-wrap: wrap; align-content: safe center; justify-content: center; overflow-y: auto; gap: var(--s-5) var(--s-2); padding: var(--s-5) var(--s-6); min-block-size: 0; scrollbar-width: thin; scrollbar-color: var(--s-line-strong) transparent; mask-image: linear-gradient(to top, transparent, #000 1.25rem); }
  .tiles > li { inline-size: 10.75rem; }
  .tile { inline-size: 100%; display: grid; grid-template-columns: minmax(0, 1fr); justify-items: center; gap: 0.125rem; padding: var(--s-3) var(--s-1) var(--s-2); border-radius: var(--s-radius-l); border: 1px solid transparent; text-align: center; transition: background var(--s-duration) var(--s-ease); }
  .tile:hover, .tile[aria-expanded='true'] { background: var(--s-surface); border-color: var(--s-line); }
  .tile > .pic { margin-block-end: var(--s-3); }
  .name { font-weight: 600; font-size: 0.9375rem; line-height: 1.3; max-inline-size: 100%; }
  .what { font-size: var(--s-text-xs); color: var(--s-text-muted); display: inline-flex; align-items: center; gap: 0.35rem; min-block-size: 1.25rem; max-inline-size: 100%; line-height: 1.3; } .what.v { color: var(--s-text); }
  .empty { margin: auto; padding: var(--s-8); display: grid; justify-items: center; gap: var(--s-3); text-align: center; max-inline-size: 26rem; color: var(--s-text-muted); }
  .alone { text-align: center; padding: 0 var(--s-6) var(--s-6); }
  .audience { display: flex; align-items: center; justify-content: center; gap: var(--s-2) var(--s-4); padding: 0 var(--s-6) var(--s-4); flex-wrap: wrap; font-size: var(--s-text-s); }
  @container (inline-size < 48rem) { .tiles > li { inline-size: 8.25rem; } .pic.xl { --pic: 4.5rem; } }
  @container (inline-size < 27rem) {
    .frame { overflow-y: auto; } .heap > :nth-child(n + 5) { display: none; }
    .tiles { flex: none; overflow: visible; display: grid; grid-template-columns: repeat(auto-fill, minmax(6.25rem, 1fr)); gap: var(--s-2) 0; padding: var(--s-4) var(--s-2) var(--s-2); align-content: start; justify-content: stretch; mask-image: none; }
    .tiles > li { inline-size: auto; } .tile { padding: var(--s-2) 0; } .tile > .pic { --pic: 4rem; margin-block-end: var(--s-2); } .name { font-size: var(--s-text-s); }
    .mark { inline-size: 1.5rem; block-size: 1.5rem; border-width: 2px; } .mark.m-hand { min-inline-size: 1.5rem; } .audience { gap: var(--s-2); padding: var(--s-2) var(--s-4) var(--s-4); }
  }
  @media (forced-colors: active) { .tile { border: 1px solid transparent; } .tile:hover { border-color: Highlight; } }
`
