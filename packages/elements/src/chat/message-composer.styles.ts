import { css } from 'lit'

export const styles = css`
  :host { flex: none; }
  .composer { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s-2); padding: var(--s-3) var(--s-4) var(--s-4); border-block-start: 1px solid var(--s-line); }
  .box { display: flex; align-items: flex-end; background: var(--s-sunken); border: 1px solid var(--s-line-strong); border-radius: 1.5rem; padding: 2px; cursor: text; }
  .box:has(textarea:focus-visible) { outline: var(--s-focus-width) solid var(--s-focus); outline-offset: 1px; } .box:has([aria-invalid]) { border-color: var(--s-danger); }
  textarea { flex: 1; inline-size: 0; min-inline-size: 0; margin: 0; padding: 0.6875rem var(--s-2) 0.6875rem var(--s-4); border: 0; background: none; resize: none; line-height: 1.4; font-size: 0.9375rem; max-block-size: 9.5rem; overflow-y: auto; scrollbar-width: thin; scrollbar-color: var(--s-line-strong) transparent; }
  textarea::placeholder { color: var(--s-text-muted); opacity: 1; } textarea:focus { outline: none; }
  .btn.icon { inline-size: 2.75rem; min-block-size: 2.75rem; } .btn .i { inline-size: 1.375rem; block-size: 1.375rem; }
  .btn[aria-disabled='true'] { border-color: transparent; background: transparent; }
  .over { padding: var(--s-4); border-block-start: 1px solid var(--s-line); text-align: center; }
  @media (pointer: coarse) { textarea { font-size: 1rem; } }
  @media (forced-colors: active) { .box { border: 1px solid ButtonText; } }
`
