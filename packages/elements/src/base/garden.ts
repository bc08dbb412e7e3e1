import { html, type TemplateResult } from 'lit'

const width = 1600
const ground = 180

/** The line garden along the foot of a view. Decoration: off with more contrast and forced colours. */
export const garden = (): TemplateResult =>
  html`<svg class="garden" aria-hidden="true" viewBox="0 0 1600 180" preserveAspectRatio="xMidYMax slice"><path d=${plants()}></path></svg>`

/** Stems with leaves and one of three heads, the same garden every time. */
function plants(): string {
  let d = ''
  for (let n = 0, x = 30; x < width; n++, x += 38 + 26 * wave(n, 1)) {
    const height = 48 + 52 * wave(n, 2)
    const lean = 12 * (wave(n, 3) - 0.5)
    const top = ground - height
    const at = (t: number): [number, number] => [x + lean * t * t, ground - height * t]
    d += `M${x.toFixed(1)} ${ground}Q${x.toFixed(1)} ${(ground - height * 0.6).toFixed(1)} ${(x + lean).toFixed(1)} ${top.toFixed(1)}`
    for (let k = 0; k < 6; k++) d += leaf(at(0.3 + 0.1 * k), (k % 2 ? -1 : 1) * (8 + 6 * wave(n, 4 + k)))
    d += head(n % 3, x + lean, top)
  }
  return d
}

const leaf = ([x, y]: [number, number], reach: number) =>
  `M${x.toFixed(1)} ${y.toFixed(1)}q${(reach * 0.3).toFixed(1)}-11 ${reach.toFixed(1)}-9q${(-reach * 0.2).toFixed(1)} 9 ${(-reach).toFixed(1)} 9`

function head(kind: number, x: number, y: number): string {
  if (kind === 0) return `M${x.toFixed(1)} ${y.toFixed(1)}c-7-4-6-13 0-18c6 5 7 14 0 18`
  if (kind === 1) return `M${x.toFixed(1)} ${y.toFixed(1)}c-9-2-12-9-10-15l5 4l5-7l5 7l5-4c2 6-1 13-10 15`
  const petals = [0, 1, 2, 3, 4].map((k) => {
    const angle = (k * 2 * Math.PI) / 5
    return `M${(x + 6.5 * Math.cos(angle) - 4).toFixed(1)} ${(y - 7 + 6.5 * Math.sin(angle)).toFixed(1)}a4 4 0 1 0 8 0a4 4 0 1 0-8 0`
  })
  return petals.join('')
}

/** A fixed, uneven sequence in 0…1. */
const wave = (n: number, salt: number) => Math.abs(Math.sin(n * 2.399 + salt * 1.618))
