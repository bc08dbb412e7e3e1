import { css } from 'lit'

/** Dialogs and menus, both in the browser's top layer. Narrow: sheets from below. */
export const overlays = css`
  dialog { inline-size: min(30rem, calc(100vw - 2rem)); max-block-size: min(44rem, calc(100dvh - 2rem)); padding: var(--s-6); scroll-padding-block: var(--s-4); border: 1px solid var(--s-line); border-radius: var(--s-radius-l); background: var(--s-raised); color: var(--s-text); box-shadow: var(--s-shadow-2); overflow: auto; }
  dialog::backdrop { background: var(--s-scrim); }
  dialog[open] { animation: s-rise var(--s-duration) var(--s-ease); display: grid; gap: var(--s-4); align-content: start; }
  dialog .acts { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: var(--s-2); margin-block-start: var(--s-2); }
  @keyframes s-rise { from { opacity: 0; transform: translateY(0.5rem); } }
  .menu { position: fixed; inset: auto; margin: 0; min-inline-size: 13rem; max-inline-size: min(22rem, calc(100vw - 1rem)); max-block-size: calc(100dvh - 1rem); overflow: auto; padding: var(--s-2); border: 1px solid var(--s-line); border-radius: var(--s-radius-m); background: var(--s-raised); color: var(--s-text); box-shadow: var(--s-shadow-2); }
    .item { display: flex; align-items: center; gap: var(--s-3); inline-size: 100%; min-block-size: var(--s-target); padding: var(--s-1) var(--s-3); border-radius: var(--s-radius-s); font-size: var(--s-text-s); line-height: 1.3; }
  .item:hover, .item:focus-visible { background: color-mix(in oklab, var(--s-text) 8%, transparent); } .item:focus-visible { outline-offset: calc(var(--s-focus-width) * -1); } .item > .i { color: var(--s-text-muted); } .item.risk, .item.risk > .i { color: var(--s-danger); } .item > .tick { margin-inline-start: auto; color: var(--s-accent-text); }
  @media (max-width: 43.6875rem) {
    dialog { inline-size: 100vw; max-inline-size: 100vw; margin-block-end: 0; padding: var(--s-5) var(--s-4) calc(var(--s-4) + env(safe-area-inset-bottom)); border-radius: var(--s-radius-l) var(--s-radius-l) 0 0; } dialog .acts > .btn { flex: 1 1 auto; }
    .menu { inset: auto 0 0 0 !important; inline-size: 100vw; max-inline-size: 100vw; max-block-size: 80dvh; border-radius: var(--s-radius-l) var(--s-radius-l) 0 0; padding-block-end: calc(var(--s-2) + env(safe-area-inset-bottom)); } .menu::before { content: attr(data-name); display: block; padding: var(--s-2) var(--s-3); font-size: var(--s-text-s); font-weight: 600; } .menu::backdrop { background: var(--s-scrim); }
  }
  @media (forced-colors: active) { dialog, .menu { border: 1px solid CanvasText; } .item:focus-visible { outline-color: Highlight; } }
`
