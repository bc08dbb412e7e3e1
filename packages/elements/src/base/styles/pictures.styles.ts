import { css, unsafeCSS } from 'lit'

/** Hue of the petals and of the inner ring, for each of the twelve classes `h0`…`h11`. */
const hues = ['22 85', '48 10', '78 130', '112 75', '142 95', '168 220', '196 150', '225 190', '255 300', '288 240', '320 20', '350 60']
const classes = hues.map((pair, n) => `.h${n}{--h:${pair.split(' ')[0]};--h2:${pair.split(' ')[1]}}`).join('')

/** Pictures of people, their rings and marks, and the small level drawing. `--s-level` (0…1) widens the ring. */
export const pictures = css`
  ${unsafeCSS(classes)}
  .pic { position: relative; display: inline-block; inline-size: var(--pic, 2.25rem); block-size: var(--pic, 2.25rem); flex: none; }
  .pic > svg { inline-size: 100%; block-size: 100%; border-radius: var(--s-avatar-radius); background: oklch(var(--s-bed) var(--h)); }
  .pic .p { fill: oklch(var(--s-petal) var(--h)); } .pic .q { fill: oklch(var(--s-inner) var(--h2)); } .pic .b { fill: oklch(var(--s-bed) var(--h)); }
  .pic.xs { --pic: 1.5rem; } .pic.sm { --pic: 1.875rem; } .pic.lg { --pic: 3rem; } .pic.xl { --pic: 6rem; }
  .mark { position: absolute; z-index: 1; display: grid; place-items: center; inline-size: 1.75rem; block-size: 1.75rem; border-radius: 50%; border: 3px solid var(--s-bg); background: var(--s-raised); color: var(--s-text); inset-block-end: -0.375rem; inset-inline-end: -0.375rem; font-size: 0.75rem; font-weight: 700; }
  .mark .i { inline-size: 0.9375rem; block-size: 0.9375rem; stroke-width: 2.1; }
  .mark.m-hand { inset-block: -0.5rem auto; background: var(--s-accent); color: var(--s-on-accent); inline-size: auto; min-inline-size: 1.75rem; padding-inline: 0.4rem; border-radius: 999px; display: inline-flex; gap: 0.15rem; align-items: center; justify-content: center; }
  .mark.m-bad { background: var(--s-danger-soft); color: var(--s-danger); } .mark.m-wait { background: var(--s-caution-soft); color: var(--s-caution); }
  .ring { position: absolute; inset: calc(-4px - 3px * var(--s-level, 0.5)); border-radius: 42%; border: calc(1.5px + 2.5px * var(--s-level, 0.5)) solid var(--s-voice); transition: inset 80ms linear, border-width 80ms linear; pointer-events: none; }
  .ring::after { content: ''; position: absolute; inset: 0; border-radius: inherit; box-shadow: var(--s-glow); opacity: calc(1.6 * var(--s-level, 0.5) - 0.4); transition: opacity 80ms linear; }
  .lost > .pic > svg { opacity: 0.42; filter: grayscale(0.7); } .ring.gone { inset: -5px; border: 2px dashed var(--s-line-strong); } .ring.gone::after { content: none; }
  .level { inline-size: 1rem; block-size: 0.875rem; fill: var(--s-voice); } .level rect { transform-box: fill-box; transform-origin: center; transform: scaleY(calc(0.45 + 0.55 * var(--s-level, 0.5))); transition: transform 80ms linear; }
  .heap { display: flex; gap: 0.25rem; }
  @media (forced-colors: active) { .pic { forced-color-adjust: none; } .ring { border: 4px solid Highlight; } .ring::after { content: none; } .ring.gone { border: 2px dashed GrayText; } .mark { border-color: Canvas; background: Canvas; color: CanvasText; outline: 1px solid CanvasText; } .level { fill: CanvasText; } }
`
