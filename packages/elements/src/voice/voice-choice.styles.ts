import { css } from 'lit'

/** Cards to choose a disguise from, its sliders, and the switches to hear it. The container is what they stand in. */
export const voiceChoice = css`
  .modes { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--s-3); }
  .pick { display: grid; gap: var(--s-1); align-content: start; padding: var(--s-4); border-radius: var(--s-radius-m); border: 1px solid var(--s-line-strong); font-size: var(--s-text-s); position: relative; min-inline-size: 0; }
  .pick > b { font-weight: 600; font-size: var(--s-text-m); } .pick > .i { color: var(--s-text-muted); margin-block-end: var(--s-1); inline-size: 1.5rem; block-size: 1.5rem; }
  .pick[aria-checked='true'] { border-color: var(--s-accent); box-shadow: inset 0 0 0 1px var(--s-accent); background: var(--s-accent-soft); } .pick[aria-checked='true'] > .i { color: var(--s-accent-text); }
  .pick.own[aria-checked='true'] { border-color: var(--s-caution); box-shadow: inset 0 0 0 1px var(--s-caution); background: var(--s-caution-soft); } .pick.own[aria-checked='true'] > :is(.i, .tick) { color: var(--s-caution); }
  .pick[aria-disabled='true'] { border-style: dashed; cursor: not-allowed; }
  .tick { display: none; position: absolute; inset-block-start: var(--s-3); inset-inline-end: var(--s-3); color: var(--s-accent-text); } .pick[aria-checked='true'] > .tick { display: block; }
  .voices { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: var(--s-3); }
  .voice { padding: var(--s-3); gap: 0.125rem; border-color: var(--s-line); background: var(--s-raised); } .voice[aria-checked='true'] { border-width: 2px; padding: calc(var(--s-3) - 1px); box-shadow: var(--s-alive); } .voice > .tick { inset-block: auto var(--s-3); }
  .contour { inline-size: 100%; block-size: 3.25rem; margin-block-end: var(--s-2); overflow: visible; } .contour path { fill: none; stroke: var(--s-text-muted); stroke-width: 2.25; stroke-linecap: round; vector-effect: non-scaling-stroke; } .contour .lines { stroke: var(--s-line); stroke-width: 1; }
  .voice[aria-checked='true'] .contour path:not(.lines) { stroke: var(--s-voice); }
  .sliders { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--s-4) var(--s-6); } .reset { justify-self: end; }
  .slider { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--s-3); align-items: baseline; } .slider > label { font-weight: 600; font-size: var(--s-text-s); } .slider > p { grid-column: 1/-1; display: flex; justify-content: space-between; gap: var(--s-4); } .slider > p > :last-child { text-align: end; }
  .slider > input { grid-column: 1/-1; appearance: none; inline-size: 100%; block-size: 1.75rem; margin: 0; background: transparent; cursor: pointer; border-radius: 999px; touch-action: pan-y; --track: linear-gradient(to right, var(--s-accent) var(--at), var(--s-line-strong) var(--at)); } .slider > input:dir(rtl) { --track: linear-gradient(to left, var(--s-accent) var(--at), var(--s-line-strong) var(--at)); }
  .slider > input::-webkit-slider-runnable-track { block-size: 6px; border-radius: 3px; background: var(--track); } .slider > input::-moz-range-track { block-size: 6px; border-radius: 3px; background: var(--track); }
  .slider > input::-webkit-slider-thumb { appearance: none; inline-size: 1.375rem; block-size: 1.375rem; margin-block-start: -8px; border-radius: 50%; background: var(--s-raised); border: 3px solid var(--s-accent); box-shadow: var(--s-shadow-1); } .slider > input::-moz-range-thumb { inline-size: 1rem; block-size: 1rem; border-radius: 50%; background: var(--s-raised); border: 3px solid var(--s-accent); }
  .hear { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: var(--s-2); } .hear > .btn[aria-pressed='true'] { background: var(--s-accent); color: var(--s-on-accent); }
  @container (inline-size >= 46rem) { .modes { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
  .modes.three { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  @container (inline-size < 36rem) { .voices { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--s-2); } .hint { display: none; } }
  @container (inline-size < 30rem) { .sliders { grid-template-columns: minmax(0, 1fr); gap: var(--s-3); } }
  @container (inline-size < 32rem) { .modes.three { grid-template-columns: minmax(0, 1fr); gap: var(--s-2); } .three > .pick { grid-template-columns: 1.5rem minmax(0, 1fr); gap: 0 var(--s-3); padding: var(--s-3) var(--s-4); } .three > .pick > .i { grid-row: span 2; margin: 0.1em 0 0; } .three > .pick > :not(.i, .tick) { grid-column: 2; } .three > .pick > b { padding-inline-end: var(--s-6); } }
  @container (inline-size < 24rem) { .modes { grid-template-columns: minmax(0, 1fr); gap: var(--s-2); } .modes > .pick { grid-template-columns: 1.5rem minmax(0, 1fr); gap: 0 var(--s-3); padding: var(--s-3) var(--s-4); } .modes > .pick > .i { grid-row: span 2; margin: 0.1em 0 0; } .modes > .pick > :not(.i, .tick) { grid-column: 2; } .modes > .pick > b { padding-inline-end: var(--s-6); } }
  @media (forced-colors: active) { .pick { border: 1px solid ButtonText; } .pick > .i { color: ButtonText; } .pick[aria-checked='true'] { border-color: Highlight !important; box-shadow: none !important; } .pick[aria-disabled='true'] { border: 1px dashed GrayText; color: GrayText; } .pick[aria-checked='true'] :is(.i, .muted, .contour path) { color: HighlightText !important; } .contour path { stroke: CanvasText; } .pick[aria-checked='true'] .contour path { stroke: HighlightText !important; } .slider > input { appearance: auto; } }
`
