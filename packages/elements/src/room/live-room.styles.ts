import { css } from 'lit'

export const styles = css`
  :host { block-size: 100%; container-type: inline-size; position: relative; }
  .room { display: grid; grid-template: 'head head' auto 'banner banner' auto 'stage panel' minmax(0, 1fr) / minmax(0, 1fr) 25rem; block-size: 100%; position: relative; }
  .room.medium { grid-template-columns: minmax(0, 1fr) 21rem; } .room.narrow { grid-template: 'head' auto 'banner' auto 'stage' minmax(0, 1fr) 'dock' auto 'tabs' auto / minmax(0, 1fr); }
  .head { grid-area: head; display: flex; align-items: center; gap: var(--s-3); padding: var(--s-3) var(--s-5); border-block-end: 1px solid var(--s-line); background: var(--s-surface); min-inline-size: 0; z-index: 2; }
  h1 { font-size: 1.25rem; } .narrow .head { padding: var(--s-2) var(--s-3); gap: var(--s-2); } .narrow h1 { font-size: 1.0625rem; white-space: normal; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; } .narrow .head .btn { min-block-size: var(--s-target); } .narrow .head .btn.icon { inline-size: var(--s-target); }
  .banners { grid-area: banner; display: grid; grid-template-columns: minmax(0, 1fr); z-index: 2; }
  .stage { grid-area: stage; position: relative; display: flex; flex-direction: column; min-block-size: 0; min-inline-size: 0; overflow: clip; isolation: isolate; background: radial-gradient(60rem 30rem at 50% 12%, color-mix(in oklab, var(--s-accent) var(--s-haze), transparent), transparent); }
  .stage > :not(.garden) { position: relative; z-index: 1; } .stage > sanctuary-stage { flex: 1; min-block-size: 0; } .dock { margin-block-end: var(--s-5); padding-inline: var(--s-4); z-index: 2 !important; }
  .narrow .dock { grid-area: dock; margin: 0; padding: 0; background: var(--s-surface); } .narrow .garden { display: none; }
  .panel { grid-area: panel; display: flex; flex-direction: column; background: var(--s-surface); border-inline-start: 1px solid var(--s-line); min-block-size: 0; min-inline-size: 0; } .narrow .panel { grid-area: stage; border: 0; background: var(--s-bg); }
  [role='tabpanel'] { flex: 1; min-block-size: 0; overflow-y: auto; display: flex; flex-direction: column; scrollbar-width: thin; scrollbar-color: var(--s-line-strong) transparent; } [role='tabpanel']:focus-visible { outline-offset: calc(var(--s-focus-width) * -1); } [role='tabpanel'] > sanctuary-chat { flex: 1; min-block-size: 0; }
  sanctuary-rules, voice-panel { padding: var(--s-4); }
  .bottom { grid-area: tabs; display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); background: var(--s-surface); border-block-start: 1px solid var(--s-line); padding-block-end: env(safe-area-inset-bottom); }
  .bottom > button { display: grid; justify-items: center; align-content: center; gap: 0.15rem; min-block-size: 3.5rem; font-size: var(--s-text-xs); font-weight: 500; color: var(--s-text-muted); position: relative; border-block-start: 3px solid transparent; } .bottom > :focus-visible { outline-offset: calc(var(--s-focus-width) * -1); } .bottom .i { inline-size: 1.375rem; block-size: 1.375rem; } .bottom .count { position: absolute; inset-block-start: 0.125rem; inset-inline-start: calc(50% + 0.6875rem); }
  .bottom > [aria-selected='true'] { color: var(--s-accent-text); font-weight: 600; border-color: var(--s-accent); }
  @media (forced-colors: active) { .bottom > :not([aria-selected='true']) { border-color: Canvas; } .panel, .head { border: 1px solid CanvasText; } }
`
