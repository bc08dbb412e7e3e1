import { css } from 'lit'

/** Reset, type, layout, icons and buttons. Logical properties only; values come from the tokens. */
export const base = css`
  :host { display: block; color: var(--s-text); font: 400 var(--s-text-m)/var(--s-line-height) var(--s-font); accent-color: var(--s-accent); text-align: start; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
  :host([hidden]), [hidden] { display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, legend { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  ul, ol { list-style: none; }
  h1, h2, h3 { font-weight: 600; line-height: 1.25; text-wrap: balance; font-size: inherit; }
  p, li { text-wrap: pretty; overflow-wrap: anywhere; }
  button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
  button { background: none; border: 0; padding: 0; cursor: pointer; text-align: start; touch-action: manipulation; }
  svg { display: block; flex: none; }
  :focus-visible { outline: var(--s-focus-width) solid var(--s-focus); outline-offset: 2px; }
  [tabindex='-1']:focus { outline: none; }
  [tabindex='-1']:focus-visible { outline: var(--s-focus-width) solid var(--s-focus); outline-offset: calc(var(--s-focus-width) * -1); }
  .sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .i { inline-size: 1.25em; block-size: 1.25em; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
  .i.flip:dir(rtl) { transform: scaleX(-1); }

  .display { font-family: var(--s-font-display); font-weight: 500; letter-spacing: -0.01em; line-height: 1.2; text-wrap: balance; }
  .display:lang(ar), .display:lang(he), .display:lang(fa) { font-family: var(--s-font); letter-spacing: 0; }
  .t-xs { font-size: var(--s-text-xs); } .t-s { font-size: var(--s-text-s); } .t-m { font-size: var(--s-text-m); } .t-l { font-size: var(--s-text-l); } .t-xl { font-size: var(--s-text-xl); } .t-2xl { font-size: var(--s-text-2xl); }
  .muted { color: var(--s-text-muted); } .strong { font-weight: 600; } .num { font-variant-numeric: tabular-nums; }
  .danger { color: var(--s-danger); } .caution { color: var(--s-caution); } .accent { color: var(--s-accent-text); }
  .clip { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-inline-size: 0; }
  .block { display: block; } .measure { max-inline-size: 60ch; }

  .row { display: flex; align-items: center; gap: var(--s-2); min-inline-size: 0; } .row.wrap { flex-wrap: wrap; } .row.top { align-items: flex-start; } .row.base { align-items: baseline; }
  .stack { display: grid; gap: var(--s-4); align-content: start; min-inline-size: 0; grid-template-columns: minmax(0, 1fr); }
  .g1 { gap: var(--s-1) !important; } .g2 { gap: var(--s-2) !important; } .g3 { gap: var(--s-3) !important; } .g6 { gap: var(--s-6) !important; }
  .grow { flex: 1 1 0; min-inline-size: 0; } .end { margin-inline-start: auto; }
  .rule { inline-size: 100%; block-size: 1px; background: var(--s-line); border: 0; margin: 0; }

  .btn { display: inline-flex; align-items: center; justify-content: center; gap: var(--s-2); min-block-size: var(--s-target); padding-block: var(--s-1); padding-inline: var(--s-4); border-radius: 999px; border: 1px solid transparent; font-weight: 600; font-size: var(--s-text-s); line-height: 1.2; text-align: center; text-decoration: none; color: inherit; transition: background var(--s-duration) var(--s-ease), border-color var(--s-duration); }
  .btn.primary { background: var(--s-accent); color: var(--s-on-accent); } .btn.primary:hover { background: color-mix(in oklab, var(--s-accent) 90%, var(--s-text)); }
  .btn.soft { background: var(--s-accent-soft); color: var(--s-accent-text); } .btn.soft:hover { background: color-mix(in oklab, var(--s-accent-soft) 88%, var(--s-accent-text)); }
  .btn.line { border-color: var(--s-line-strong); } .btn.quiet:hover, .btn.line:hover { background: color-mix(in oklab, var(--s-text) 8%, transparent); }
  .btn.risk { border-color: var(--s-danger); color: var(--s-danger); } .btn.risk:hover { background: var(--s-danger-soft); }
  .btn.help { background: var(--s-emergency); color: var(--s-on-emergency); } .btn.help:hover { background: color-mix(in oklab, var(--s-emergency) 88%, black); }
  .btn.small { min-block-size: 2.25rem; padding-inline: var(--s-3); } .btn.large { min-block-size: 3.25rem; font-size: var(--s-text-m); padding-inline: var(--s-6); } .btn.full { inline-size: 100%; }
  .btn.icon { inline-size: var(--s-target); padding: 0; flex: none; } .btn.icon.small { inline-size: 2.25rem; } .btn.start { justify-content: flex-start; justify-self: start; text-align: start; }
  .btn[aria-disabled='true'], .btn[aria-disabled='true']:hover { background: transparent; border: 1px dashed var(--s-line-strong); color: var(--s-text-muted); cursor: not-allowed; }
  .link { color: var(--s-accent-text); text-decoration: underline; text-underline-offset: 0.2em; font-weight: 600; font-size: inherit; min-block-size: 1.5rem; }
  .count { display: inline-grid; place-items: center; min-inline-size: 1.375rem; block-size: 1.375rem; padding-inline: 0.35rem; border-radius: 999px; background: var(--s-accent); color: var(--s-on-accent); font-size: 0.75rem; font-weight: 700; font-variant-numeric: tabular-nums; line-height: 1; }
  .count.soft { background: color-mix(in oklab, var(--s-text) 12%, transparent); color: var(--s-text); } .count.bad { background: var(--s-emergency); color: var(--s-on-emergency); }
  .chip { display: inline-flex; align-items: center; gap: var(--s-1); min-block-size: 1.75rem; padding-inline: var(--s-3); border-radius: 999px; border: var(--s-edge) solid var(--s-line); background: color-mix(in oklab, var(--s-text) 7%, transparent); font-size: var(--s-text-xs); font-weight: 500; white-space: nowrap; }
  .chip.on { background: var(--s-accent-soft); color: var(--s-accent-text); } .chip.warn { background: var(--s-caution-soft); color: var(--s-caution); } .chip.bad { background: var(--s-danger-soft); color: var(--s-danger); }
  .chip .i { inline-size: 1em; block-size: 1em; }

  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; } }
  @media (forced-colors: active) {
    .btn, .chip, .count { border: 1px solid ButtonText; }
    .btn.primary, .btn.help { forced-color-adjust: none; background: Highlight; color: HighlightText; border: 2px solid Highlight; } .btn.help { outline: 3px double CanvasText; outline-offset: 2px; }
    .btn[aria-disabled='true'], .btn[aria-disabled='true']:hover { background: Canvas; color: GrayText; border: 1px dashed GrayText; }
    [aria-pressed='true'], [aria-checked='true'], [aria-selected='true'], [aria-current='true'], [aria-current='page'] { forced-color-adjust: none; background: Highlight !important; color: HighlightText !important; }
    :focus-visible { outline-color: Highlight; }
  }
`
