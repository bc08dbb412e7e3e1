/** The themes, each a column of the table below. `contrast` is chosen by hand, or by `prefers-contrast` when the theme is `auto`. */
export const themes = ['dark', 'light', 'neon', 'contrast'] as const
export type Theme = (typeof themes)[number]

const hex = (row: string) => row.split(' ').map((value) => `#${value}`)
const plain = (...row: string[]) => row

/**
 * Public tokens that differ by theme: `--sanctuary-<name>`. Order: dark, light, neon, contrast.
 * Every pair a person has to read is AA in every column (`tokens.test.ts` computes it).
 */
export const themed: Readonly<Record<string, readonly string[]>> = {
  bg: hex('0c1417 f5efe3 060812 000000'),
  surface: hex('121c20 fcf8f0 0b1020 000000'),
  raised: hex('1a272c ffffff 141b31 101010'),
  sunken: hex('090f12 efe7d8 03050c 000000'),
  line: hex('26353b e0d6c3 222c4a 9a9a9a'),
  'line-strong': hex('6d828a 857a68 6a7ba8 ffffff'),
  text: hex('e9efea 22302b ecf3ff ffffff'),
  'text-muted': hex('a3b4b3 58625b a5b3d3 e6e6e6'),
  accent: hex('8fcfb2 1f6153 49e6d3 8df0c8'),
  'on-accent': hex('08201a ffffff 02201e 000000'),
  'accent-text': hex('9ad8bd 1c594c 62eddc a5f5d5'),
  'accent-soft': hex('18322b dbe9df 0c3036 06281d'),
  veil: hex('bccaf5 43548c c4b5ff d3dcff'),
  'veil-soft': hex('1e2942 e3e7f4 221d45 151d3c'),
  voice: hex('f4c65d b4650a f4f06a ffe14a'),
  caution: hex('f2b27a 85500a ffb86b ffcf8a'),
  'caution-soft': hex('33261a faeacb 33240f 2b1c00'),
  danger: hex('ffa79b a1352c ff9db0 ffc2b8'),
  'danger-soft': hex('3a1f1f fae4dd 3a1526 330b0b'),
  emergency: hex('d63d3d b3261e dd2a5c ff7a70'),
  'on-emergency': hex('ffffff ffffff ffffff 000000'),
  focus: hex('f3f7c9 1d4f9c ffffff ffff66'),
  scrim: plain('rgb(4 8 10/.72)', 'rgb(40 34 24/.46)', 'rgb(2 3 9/.76)', 'rgb(0 0 0/.86)'),
  'shadow-1': plain('0 1px 2px rgb(0 0 0/.35)', '0 1px 2px rgb(70 54 24/.1)', '0 0 0 1px rgb(106 123 168/.14)', 'none'),
  'shadow-2': plain(
    '0 12px 32px rgb(0 0 0/.4)',
    '0 18px 48px rgb(70 54 24/.18)',
    '0 18px 56px rgb(0 0 0/.66),0 0 0 1px rgb(106 123 168/.2)',
    '0 0 0 2px #fff',
  ),
  glow: plain('0 0 0 6px rgb(244 198 93/.12)', '0 0 0 6px rgb(196 138 24/.16)', '0 0 22px rgb(244 240 106/.38)', 'none'),
}

/** Private companions of a theme: lightness and chroma of the pictures, strength of the garden, glow around a living seal, width of extra edges, haze on the stage. */
export const privateThemed: Readonly<Record<string, readonly string[]>> = {
  bed: plain('.30 .045', '.905 .045', '.25 .07', '.2 .03'),
  petal: plain('.76 .105', '.56 .105', '.79 .145', '.85 .1'),
  inner: plain('.88 .08', '.80 .10', '.93 .09', '.96 .05'),
  garden: plain('.5', '.75', '.6', '0'),
  alive: plain('none', 'none', '0 0 0 1px rgb(196 181 255/.4),0 0 16px rgb(196 181 255/.22)', '0 0 0 1px #d3dcff'),
  edge: plain('0', '0', '0', '1px'),
  haze: plain('5%', '0%', '9%', '0%'),
}

const sans =
  '-apple-system,BlinkMacSystemFont,"Segoe UI Variable Text","Segoe UI",Roboto,"Noto Sans",Cantarell,"Helvetica Neue",Arial,system-ui,sans-serif'
const serif = 'ui-serif,"New York","Iowan Old Style","Sitka Display",Charter,"Noto Serif",Cambria,Georgia,serif'

/** Public tokens that are the same in every theme: `--sanctuary-<name>`. */
export const shared: Readonly<Record<string, string>> = {
  font: sans,
  'font-display': serif,
  'font-mono': 'ui-monospace,"SF Mono","Cascadia Mono","Roboto Mono","Liberation Mono",monospace',
  'text-size': '1rem',
  'line-height': '1.5',
  space: '.25rem',
  'radius-s': '.5rem',
  'radius-m': '.875rem',
  'radius-l': '1.375rem',
  'avatar-radius': '40%',
  target: '2.75rem',
  duration: '160ms',
  ease: 'cubic-bezier(.2,.7,.2,1)',
  'focus-width': '3px',
}
