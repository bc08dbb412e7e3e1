import { css } from 'lit'

export const styles = css`
  :host { container-type: inline-size; }
  .dock { display: flex; align-items: stretch; justify-content: center; gap: var(--s-2); inline-size: fit-content; max-inline-size: 100%; margin-inline: auto; padding: var(--s-2); background: var(--s-surface); border: 1px solid var(--s-line); border-radius: 1.75rem; box-shadow: var(--s-shadow-2); }
  .micgroup { display: flex; align-items: center; gap: var(--s-2); padding-inline: var(--s-1) var(--s-3); background: var(--s-sunken); border-radius: 1.25rem; min-inline-size: 0; }
  .micgroup > .said { display: grid; gap: 0.25rem; justify-items: start; min-inline-size: 0; } .said > .words { font-size: var(--s-text-xs); font-weight: 600; padding-inline-start: var(--s-2); line-height: 1.2; max-inline-size: 100%; } .seal { min-block-size: 1.75rem; position: relative; } .seal::after { content: ''; position: absolute; inset: -0.5rem 0; }
  .mic { flex: none; display: grid; place-items: center; inline-size: 3.25rem; block-size: 3.25rem; border-radius: 50%; margin: var(--s-1); background: var(--s-raised); color: var(--s-text); box-shadow: inset 0 0 0 1.5px var(--s-line-strong); transition: background var(--s-duration) var(--s-ease); } .mic > .i { inline-size: 1.5rem; block-size: 1.5rem; }
  .mic.on { background: var(--s-accent); color: var(--s-on-accent); box-shadow: 0 0 0 2px var(--s-sunken), 0 0 0 calc(2px + 1px + 3px * var(--s-level, 0.33)) var(--s-voice); }
  .mic.starting, .mic.connecting { color: var(--s-text-muted); box-shadow: inset 0 0 0 1.5px var(--s-line-strong); }
  .mic.asked, .mic.idle, .mic.blocked, .mic.elsewhere { background: var(--s-accent-soft); color: var(--s-accent-text); box-shadow: inset 0 0 0 2px var(--s-accent); }
  .mic.stopped, .mic.failed { background: var(--s-danger-soft); color: var(--s-danger); box-shadow: inset 0 0 0 1.5px var(--s-danger); }
  .mic.interrupted { background: var(--s-caution-soft); color: var(--s-caution); box-shadow: inset 0 0 0 1.5px var(--s-caution); } .mic.holds { touch-action: none; user-select: none; -webkit-user-select: none; -webkit-touch-callout: none; }
  .mic[aria-disabled='true'] { background: transparent; color: var(--s-text-muted); box-shadow: none; outline-offset: -4px; cursor: default; border: 1.5px dashed var(--s-line-strong); }
  .tool { display: grid; justify-items: center; align-content: center; gap: 0.25rem; min-inline-size: 4.5rem; min-block-size: 3.75rem; padding: var(--s-2); border-radius: 1.25rem; font-size: var(--s-text-xs); font-weight: 500; text-align: center; line-height: 1.15; position: relative; }
  .tool:hover { background: color-mix(in oklab, var(--s-text) 8%, transparent); } .tool .i { inline-size: 1.375rem; block-size: 1.375rem; }
  .tool[aria-pressed='true'] { background: var(--s-accent-soft); color: var(--s-accent-text); } .tool .count { position: absolute; inset-block-start: 0.125rem; inset-inline-end: 0.3125rem; } .tool.leave { color: var(--s-danger); }
  .sep { inline-size: 1px; background: var(--s-line); margin-block: var(--s-2); flex: none; }
  .mono { font-family: var(--s-font-mono); }
  @container (inline-size < 42rem) {
    .dock { gap: 2px; } .sep { display: none; } .tool { min-inline-size: var(--s-target); }
  }
  @container (27rem <= inline-size < 42rem) {
    .tool > .word { position: absolute; inset-block-end: calc(100% + 0.375rem); inset-inline-start: 50%; translate: -50%; padding: 0.25rem 0.5rem; border-radius: var(--s-radius-s); background: var(--s-raised); color: var(--s-text); border: 1px solid var(--s-line); box-shadow: var(--s-shadow-1); white-space: nowrap; opacity: 0; pointer-events: none; transition: opacity var(--s-duration) var(--s-ease); z-index: 2; } .tool > .word:dir(rtl) { translate: 50%; } .tool:is(:hover, :focus-visible) > .word { opacity: 1; }
  }
  @container (inline-size < 27rem) {
    .dock { inline-size: 100%; justify-content: space-between; gap: var(--s-1); margin: 0; padding: var(--s-2) var(--s-3); border: 0; border-block-start: 1px solid var(--s-line); border-radius: 0; box-shadow: none; }
    .tool { min-inline-size: 3.25rem; min-block-size: 3.25rem; padding: var(--s-1); } .tool.voice { display: none; }
    .micgroup { padding-inline-end: var(--s-2); } .micgroup:has(.seal) .words { display: none; } .seal { white-space: normal; line-height: 1.15; border-radius: 1rem; padding-block: var(--s-1); overflow-wrap: anywhere; } .said > .words { white-space: normal; max-inline-size: 6.5rem; }
  }
  @container (inline-size < 24rem) { .tool { min-inline-size: 2.875rem; } .micgroup { gap: var(--s-1); padding-inline-end: var(--s-1); } .seal { padding-inline: var(--s-1) var(--s-2); gap: var(--s-1); } }
  @container (inline-size < 21.5rem) { .dock { padding-inline: var(--s-2); gap: 0; } .tool { min-inline-size: 2.75rem; } .micgroup { gap: 0; } }
  @media (forced-colors: active) { .dock, .tool, .micgroup { border: 1px solid ButtonText; } .mic { forced-color-adjust: none; background: Canvas; color: CanvasText; border: 2px solid ButtonText; box-shadow: none; } .mic.on { background: Highlight; color: HighlightText; border-color: Highlight; box-shadow: none; } }
`
