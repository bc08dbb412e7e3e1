/// <reference types="mocha" />
import type axeCore from 'axe-core'
import 'axe-core'

// axe is a script, not a module: it leaves itself on the page.
const { axe } = globalThis as unknown as { axe: typeof axeCore }

const themes = ['light', 'dark', 'neon', 'contrast'] as const
const directions = ['ltr', 'rtl'] as const

/** Everything axe knows of WCAG 2.2 AA, and its best practices for what lies inside one element. */
const options: axeCore.RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // An element under test is no page: no landmark round it and no heading above it.
  rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false }, 'heading-order': { enabled: false } },
}

/**
 * Asserts that axe finds nothing in an element as it stands, in each theme and both directions.
 * @param element - an outermost element; it keeps theme and direction it had
 * @param inThemes - which themes; default all
 */
export async function expectAccessible(element: HTMLElement, inThemes: readonly (typeof themes)[number][] = themes): Promise<void> {
  const { theme, dir } = { theme: element.getAttribute('theme'), dir: element.getAttribute('dir') }
  const problems = new Map<string, string[]>()
  for (const theme of inThemes) {
    for (const direction of directions) {
      element.setAttribute('theme', theme)
      element.dir = direction
      await (element as HTMLElement & { updateComplete?: Promise<unknown> }).updateComplete
      finishTransitions(element)
      for (const finding of await findings(element)) problems.set(finding, [...(problems.get(finding) ?? []), `${theme} ${direction}`])
    }
  }
  for (const [name, value] of Object.entries({ theme, dir }))
    value === null ? element.removeAttribute(name) : element.setAttribute(name, value)
  if (problems.size > 0) throw new Error([...problems].map(([finding, where]) => `${finding} (${where.join(', ')})`).join('\n'))
}

/** Colours are judged as they are going to be. */
function finishTransitions(element: Element): void {
  const { shadowRoot } = element
  for (const animation of shadowRoot?.getAnimations() ?? [])
    if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish()
  for (const inner of shadowRoot?.querySelectorAll('*') ?? []) finishTransitions(inner)
}

/** What axe finds in an element as it stands, each as rule, sentence and place. */
async function findings(element: HTMLElement): Promise<string[]> {
  const { violations } = await axe.run(element, options)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.failureSummary} at ${node.target.join(' ')} ${node.html}`),
  )
}
