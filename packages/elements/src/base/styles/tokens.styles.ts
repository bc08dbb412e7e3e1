import { unsafeCSS } from 'lit'
import { privateThemed, shared, type Theme, themed, themes } from '../tokens.ts'

const columns = { ...themed, ...privateThemed }
const steps = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 8: 8, 10: 10, 14: 14 }
const sizes = { xs: 0.8125, s: 0.875, m: 1, l: 1.1875, xl: 1.5, '2xl': 2, '3xl': 3 }

const declare = (entries: [name: string, value: string][]) => entries.map(([name, value]) => `--s-${name}:${value};`).join('')

const values = (theme: Theme) =>
  `color-scheme:${theme === 'light' ? 'light' : 'dark'};${declare(
    Object.entries(columns).map(([name, row]) => [`t-${name}`, row[themes.indexOf(theme)] ?? '']),
  )}`

/**
 * Tokens of an outermost element. Everything inside reads `--s-*`, which is the page's `--sanctuary-*` where it set one, on the
 * element or anywhere above it, and the theme's value (`--s-t-*`) otherwise. It stands on the theme's ground; elements inside another one inherit and set nothing.
 */
export const tokens = unsafeCSS(`
:host{${declare([
  ...Object.keys(themed).map((name): [string, string] => [name, `var(--sanctuary-${name},var(--s-t-${name}))`]),
  ...Object.keys(privateThemed).map((name): [string, string] => [name, `var(--s-t-${name})`]),
  ...Object.entries(shared).map(([name, value]): [string, string] => [name, `var(--sanctuary-${name},${value})`]),
  ...Object.entries(steps).map(([name, n]): [string, string] => [name, `calc(var(--s-space)*${n})`]),
  ...Object.entries(sizes).map(([name, n]): [string, string] => [`text-${name}`, `calc(var(--s-text-size)*${n})`]),
])}}
:host{background:var(--s-bg)}
:host{${values('dark')}}
@media (prefers-color-scheme:light){:host{${values('light')}}}
@media (prefers-contrast:more){:host{${values('contrast')}}}
${themes.map((theme) => `:host([theme=${theme}]){${values(theme)}}`).join('')}
@media (prefers-contrast:more){:host{--s-text-muted:var(--s-text);--s-line:var(--s-line-strong);--s-garden:0;--s-edge:1px}}
@media (prefers-reduced-motion:reduce){:host{--s-duration:0ms}}
:host(:lang(ar)),:host(:lang(he)),:host(:lang(fa)){--s-font-display:var(--s-font)}
`)
