import { css } from 'lit'

export const styles = css`
  :host { container-type: inline-size; }
  .modes { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--s-3); }
  .pick { display: grid; gap: var(--s-1); align-content: start; padding: var(--s-4); border-radius: var(--s-radius-m); border: 1px solid var(--s-line-strong); font-size: var(--s-text-s); position: relative; min-inline-size: 0; }
  .pick > b { font-weight: 600; font-size: var(--s-text-m); } .pick > .i { color: var(--s-text-muted); margin-block-end: var(--s-1); inline-size: 1.5rem; block-size: 1.5rem; }
  .pick[aria-checked='true'] { border-color: var(--s-accent); box-shadow: inset 0 0 0 1px var(--s-accent); background: var(--s-accent-soft); } .pick[aria-checked='true'] > .i { color: var(--s-accent-text); }
  .tick { display: none; position: absolute; inset-block-start: var(--s-3); inset-inline-end: var(--s-3); color: var(--s-accent-text); } .pick[aria-checked='true'] > .tick { display: block; }
  .voices { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: var(--s-3); }
  .voice { padding: var(--s-3); gap: 0.125rem; border-color: var(--s-line); background: var(--s-raised); } .voice > .tick { inset-block: auto var(--s-3); }
  .contour { inline-size: 100%; block-size: 3.25rem; margin-block-end: var(--s-2); overflow: visible; } .contour path { fill: none; stroke: var(--s-text-muted); stroke-width: 2.25; stroke-linecap: round; vector-effect: non-scaling-stroke; } .contour .lines { stroke: var(--s-line); stroke-width: 1; }
  .voice[aria-checked='true'] .contour path:not(.lines) { stroke: var(--s-voice); }
  @container (inline-size < 36rem) { .voices { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--s-2); } .hint { display: none; } }
  @container (inline-size < 24rem) { .modes { grid-template-columns: minmax(0, 1fr); gap: var(--s-2); } .modes > .pick { grid-template-columns: 1.5rem minmax(0, 1fr); gap: 0 var(--s-3); padding: var(--s-3) var(--s-4); } .modes > .pick > .i { grid-row: span 2; margin: 0.1em 0 0; } .modes > .pick > :not(.i, .tick) { grid-column: 2; } }
  @media (forced-colors: active) { .pick { border: 1px solid ButtonText; } .pick[aria-checked='true'] .i { color: HighlightText; } .contour path { stroke: CanvasText; } .pick[aria-checked='true'] .contour path { stroke: HighlightText; } }
`
