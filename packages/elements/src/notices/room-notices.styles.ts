import { css } from 'lit'

export const styles = css`
  ul { display: grid; gap: var(--s-2); padding: var(--s-2) var(--s-4); } ul:empty { display: none; }
  li { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s-2) var(--s-3); padding: var(--s-2) var(--s-2) var(--s-2) var(--s-4); border-radius: var(--s-radius-m); background: var(--s-raised); border: 1px solid var(--s-line); box-shadow: var(--s-shadow-1); font-size: var(--s-text-s); animation: s-arrive var(--s-duration) var(--s-ease); } li:dir(rtl) { padding: var(--s-2) var(--s-4) var(--s-2) var(--s-2); }
  li > .i { color: var(--s-accent-text); } li.caution > .i { color: var(--s-caution); } li > .words { flex: 1 1 12rem; min-inline-size: 0; } li > .acts { display: flex; gap: var(--s-1); margin-inline-start: auto; }
  @keyframes s-arrive { from { opacity: 0; transform: translateY(-0.25rem); } }
  @media (forced-colors: active) { li { border: 1px solid CanvasText; } }
`
