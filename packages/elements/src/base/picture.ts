import { html, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'

/** What a blossom looks like: which of twelve hues, and the outlines of its parts. Colours come from classes, so it follows the theme. */
export interface Blossom {
  /** 0–11, for the class `h<hue>`. */
  readonly hue: number
  readonly petals: string
  /** The second ring, or an empty string. */
  readonly ring: string
  /** 0: a full heart, 1: a ring with a dark middle, 2: a dark ring with a bright middle. */
  readonly heart: number
}

/**
 * The picture of a person: the same seed always gives the same blossom.
 * @param seed - a person's `picture`
 */
export function blossom(seed: string): Blossom {
  const h = hash(seed)
  const count = 5 + ((h >>> 4) % 4)
  const inner = (h >>> 12) % 3
  const turn = ((h >>> 20) % 4) * 9
  const petal = form((h >>> 8) % 4, [64, 55, 48, 43][count - 5] ?? 43)
  const ring = (shape: Shape, scale: number, offset: number) =>
    Array.from({ length: count }, (_, k) => place(shape, scale, turn + offset + (360 / count) * k)).join('')
  return {
    hue: h % 12,
    petals: ring(petal, 1, 0),
    ring: inner === 0 ? '' : inner === 1 ? ring(petal, 0.62, 180 / count) : ring(dot, 1, 0),
    heart: (h >>> 16) % 3,
  }
}

/**
 * Draws a person's picture. Decorative: the name stands beside it.
 * @param seed - a person's `picture`
 * @param size - a class of the base styles: `xs`, `sm`, `md`, `lg`, `xl`
 * @param over - what lies on top: rings and marks
 */
export function picture(seed: string, size: 'xs' | 'sm' | 'md' | 'lg' | 'xl', over: unknown = ''): TemplateResult {
  return html`<span class="pic ${size}">${guard([seed], () => draw(blossom(seed)))}${over}</span>`
}

/** A seed for a new picture. */
export function drawSeed(): string {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2))
  return a.toString(36) + b.toString(36).padStart(4, '0')
}

const draw = ({ hue, petals, ring, heart }: Blossom) =>
  html`<svg class="h${hue}" viewBox="-220 -220 440 440" aria-hidden="true"><path class="p" d=${petals}></path><path class="q" d=${ring}></path
    ><circle class=${heart === 2 ? 'b' : 'q'} r=${heart === 1 ? 38 : 34}></circle><circle class=${heart === 1 ? 'b' : 'q'} r=${[0, 19, 20][heart] ?? 0}></circle></svg>`

/** A start point and cubic segments, tip upwards. */
type Shape = readonly (readonly number[])[]

const dot: Shape = [
  [0, -101],
  [20, -101, 20, -71, 0, -71],
  [-20, -71, -20, -101, 0, -101],
]

/** One of four petals; `w` is half of its width. */
function form(kind: number, w: number): Shape {
  const start = [0, -20]
  if (kind === 0) return [start, [w, -30, w * 1.25, -165, 0, -165], [-w * 1.25, -165, -w, -30, 0, -20]]
  if (kind === 1) return [start, [w * 1.3, -60, w * 1.1, -110, 0, -175], [-w * 1.1, -110, -w * 1.3, -60, 0, -20]]
  if (kind === 2) {
    const [out, back] = [
      [w, -60, w * 1.5, -150, w * 0.5, -164],
      [w * 0.2, -168, 0, -155, 0, -140],
    ]
    return [start, out, back, [0, -155, -w * 0.2, -168, -w * 0.5, -164], [-w * 1.5, -150, -w, -60, 0, -20]]
  }
  const top = [w * 0.6, -172, -w * 0.6, -172, -w * 0.9, -140]
  return [start, [w * 0.4, -60, w * 1.45, -100, w * 0.9, -140], top, [-w * 1.45, -100, -w * 0.4, -60, 0, -20]]
}

function place(shape: Shape, scale: number, degrees: number): string {
  const angle = (degrees * Math.PI) / 180
  const c = Math.cos(angle) * scale
  const s = Math.sin(angle) * scale
  const turned = shape.map((points) => {
    const pairs: string[] = []
    for (let k = 0; k < points.length; k += 2) {
      const [x, y] = [points[k] ?? 0, points[k + 1] ?? 0]
      pairs.push(`${Math.round(x * c - y * s)} ${Math.round(x * s + y * c)}`)
    }
    return pairs.join(' ')
  })
  return `M${turned.join('C')}Z`
}

/** FNV-1a, then a final mix so that near seeds differ. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (const character of text) h = Math.imul(h ^ (character.codePointAt(0) ?? 0), 0x01000193)
  h ^= h >>> 15
  h = Math.imul(h, 0x2c1b3c6d)
  return (h ^ (h >>> 12)) >>> 0
}
