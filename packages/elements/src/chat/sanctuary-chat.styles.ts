import { css } from 'lit'

export const styles = css`
  :host { display: flex; flex-direction: column; min-block-size: 0; block-size: 100%; max-block-size: 100dvh; position: relative; }
  .log { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; display: flex; flex-direction: column; scrollbar-width: thin; scrollbar-color: var(--s-line-strong) transparent; }
  .lines { margin-block-start: auto; padding: var(--s-3) var(--s-4); display: flex; flex-direction: column; }
  .sys { display: flex; align-items: center; justify-content: center; gap: var(--s-2); padding-block: var(--s-2); text-align: center; font-size: var(--s-text-xs); color: var(--s-text-muted); }
  .msg { display: grid; grid-template-columns: 1.875rem minmax(0, 1fr); gap: 0 var(--s-2); padding-block: 2px; content-visibility: auto; contain-intrinsic-block-size: auto 3rem; font-size: 0.9375rem; scroll-margin-block: var(--s-4); }
  .msg.head { padding-block-start: var(--s-3); contain-intrinsic-block-size: auto 4.5rem; } .msg > .pic { grid-row: 1 / span 2; margin-block-start: 0.125rem; }
  .meta { grid-column: 2; display: flex; gap: var(--s-2); align-items: baseline; font-size: var(--s-text-xs); margin-block-end: 0.25rem; min-inline-size: 0; } .meta > bdi { font-weight: 600; font-size: var(--s-text-s); } .meta > time { flex: none; }
  .bubble { grid-column: 2; justify-self: start; max-inline-size: min(100%, 44rem); padding: var(--s-2) var(--s-3); line-height: 1.45; background: var(--s-raised); border: var(--s-edge) solid var(--s-line); border-radius: var(--s-radius-m); white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
  .head > .bubble { border-start-start-radius: 0.25rem; }
  .mine { grid-template-columns: minmax(0, 1fr); padding-inline-start: var(--s-14); } .mine > * { grid-column: 1; justify-self: end; }
  .mine > .bubble { background: var(--s-accent-soft); border-radius: var(--s-radius-m); } .mine.head > .bubble { border-end-end-radius: 0.25rem; }
  .msg:focus-visible { outline: none; } .msg:focus-visible > .bubble { outline: var(--s-focus-width) solid var(--s-focus); outline-offset: calc(var(--s-focus-width) * -1); }
  .long:not(.open) > .bubble { max-block-size: 16rem; overflow: hidden; mask-image: linear-gradient(#000 12rem, transparent); }
  .foot { grid-column: 2; display: flex; flex-wrap: wrap; align-items: center; gap: var(--s-1) var(--s-3); padding-block: var(--s-1); font-size: var(--s-text-xs); color: var(--s-text-muted); } .foot .i { inline-size: 1em; block-size: 1em; } .mine > .foot { grid-column: 1; justify-content: flex-end; }
  .foot .link { position: relative; } .foot .link::after { content: ''; position: absolute; inset: -0.375rem -0.25rem; }
  .unsent > .bubble { background: transparent; border: 1px dashed var(--s-line-strong); } .failed > .bubble { border-color: var(--s-danger); }
  .unread { display: flex; align-items: center; gap: var(--s-3); padding-block: var(--s-3) 0; color: var(--s-accent-text); font-size: var(--s-text-xs); font-weight: 600; scroll-margin-block: var(--s-4); } .unread::before, .unread::after { content: ''; flex: 1; block-size: 1px; background: currentColor; }
  .veiled { justify-content: flex-start; padding-block: var(--s-2); }
  .below { position: absolute; inset-block-end: 100%; inset-inline: 0; display: flex; justify-content: center; padding-block-end: var(--s-2); pointer-events: none; } .below > .btn { pointer-events: auto; background: var(--s-raised); border-color: var(--s-line-strong); box-shadow: var(--s-shadow-2); } .below > .btn:hover { background: var(--s-surface); } .below > .btn.new { background: var(--s-accent); color: var(--s-on-accent); border-color: transparent; }
  .foot-of-log { position: relative; flex: none; }
  .typing { display: flex; align-items: center; gap: var(--s-2); min-block-size: 1.75rem; padding-inline: var(--s-4); font-size: var(--s-text-xs); color: var(--s-text-muted); } .dots { display: inline-flex; gap: 3px; } .dots > i { inline-size: 5px; block-size: 5px; border-radius: 50%; background: currentColor; animation: s-dot 1.4s ease-in-out infinite; } .dots > i:nth-child(2) { animation-delay: 0.2s; } .dots > i:nth-child(3) { animation-delay: 0.4s; }
  @keyframes s-dot { 30% { opacity: 0.25; } }
  .empty { margin: auto; padding: var(--s-8); display: grid; justify-items: center; gap: var(--s-2); text-align: center; color: var(--s-text-muted); } .empty .glyph { margin-block-end: var(--s-2); } .empty .strong { color: var(--s-text); }
  @media (forced-colors: active) { .bubble { border: 1px solid CanvasText; } .mine > .bubble { border-width: 2px; } .unsent > .bubble { border-style: dashed; } }
`
