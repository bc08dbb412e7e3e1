import { css } from 'lit'

/** Labels, inputs, selects, check boxes, switches and segments. */
export const fields = css`
  .field { display: grid; gap: var(--s-2); min-inline-size: 0; align-content: start; } .field > label, .label { font-size: var(--s-text-s); font-weight: 600; }
  .input { inline-size: 100%; min-block-size: var(--s-target); padding: var(--s-2) var(--s-3); border: 1px solid var(--s-line-strong); border-radius: var(--s-radius-s); background: var(--s-sunken); min-inline-size: 0; }
  .input::placeholder { color: var(--s-text-muted); opacity: 1; } .input[aria-invalid='true'] { border-color: var(--s-danger); box-shadow: inset 0 0 0 1px var(--s-danger); }
  textarea.input { resize: vertical; line-height: 1.5; }
  .problem { display: flex; gap: var(--s-2); align-items: baseline; font-size: var(--s-text-s); color: var(--s-danger); } .problem > .i { inline-size: 1em; block-size: 1em; align-self: center; }
  select.input { appearance: none; padding-inline-end: var(--s-8); text-overflow: ellipsis; } .select { position: relative; display: block; min-inline-size: 0; } .select > .i { position: absolute; inset-inline-end: var(--s-3); inset-block-start: calc(50% - 0.625em); pointer-events: none; color: var(--s-text-muted); }
  select.input option { background: var(--s-raised); color: var(--s-text); }
  .check { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--s-3); align-items: start; min-block-size: 1.75rem; cursor: pointer; }
  .check input { appearance: none; inline-size: 1.5rem; block-size: 1.5rem; margin: 0; border: 1.5px solid var(--s-line-strong); border-radius: 0.4375rem; background: var(--s-sunken); display: grid; place-items: center; }
  .check input:checked { background: var(--s-accent); border-color: var(--s-accent); } .check input:checked::after { content: ''; inline-size: 0.375rem; block-size: 0.6875rem; border: solid var(--s-on-accent); border-width: 0 2.5px 2.5px 0; transform: translateY(-1px) rotate(45deg); }
  .switch { display: inline-flex; align-items: center; gap: var(--s-3); cursor: pointer; font-size: var(--s-text-s); min-block-size: 2rem; }
  .switch input { appearance: none; inline-size: 2.5rem; block-size: 1.5rem; border-radius: 999px; border: 1px solid var(--s-line-strong); background: var(--s-sunken); margin: 0; position: relative; flex: none; cursor: inherit; }
  .switch input::after { content: ''; position: absolute; inset-block: 3px; inset-inline-start: 3px; inline-size: 1rem; border-radius: 50%; background: var(--s-line-strong); transition: inset-inline-start var(--s-duration) var(--s-ease); }
  .switch input:checked { background: var(--s-accent); border-color: var(--s-accent); } .switch input:checked::after { inset-inline-start: calc(100% - 1rem - 3px); background: var(--s-on-accent); }
  .seg { display: flex; padding: 3px; gap: 2px; background: var(--s-sunken); border: 1px solid var(--s-line); border-radius: 999px; } .seg > * { flex: 1 1 auto; display: inline-flex; align-items: center; justify-content: center; gap: var(--s-2); min-block-size: 2.25rem; padding-inline: var(--s-3); border-radius: 999px; font-size: var(--s-text-s); font-weight: 500; color: var(--s-text-muted); white-space: nowrap; }
  .seg > [aria-pressed='true'], .seg > [aria-selected='true'], .seg > [aria-checked='true'] { background: var(--s-raised); color: var(--s-text); font-weight: 600; box-shadow: inset 0 0 0 1px var(--s-line-strong); }
  legend.label { margin-block-end: var(--s-2); }
  @media (forced-colors: active) { .check input:checked, .switch input:checked { forced-color-adjust: none; background: Highlight; border-color: Highlight; } .check input:checked::after { border-color: HighlightText; } .switch input::after { background: ButtonText; } }
`
