/// <reference types="mocha" />
import type { LitElement } from 'lit'

/** Text as a person reads it, without the marks that isolate directions and without needless white space. */
export const plain = (text: string | null | undefined): string =>
  (text ?? '')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** Everything inside, across shadow roots, in the order of the page. */
export function* deep(root: ParentNode): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    yield element
    if (element.shadowRoot) yield* deep(element.shadowRoot)
  }
}

const isShown = (element: HTMLElement) => element.checkVisibility({ visibilityProperty: true })

/** What is visible and has this name, or a name that begins with it. */
export function maybe(root: Element, name: string, selector = 'button, [role=tab], input, select, textarea, a'): HTMLElement | undefined {
  const named = [...deep(root.shadowRoot ?? root)].filter((element) => element.matches(selector) && isShown(element))
  return named.find((element) => nameOf(element) === name) ?? named.find((element) => nameOf(element).startsWith(name))
}

/** As `maybe`, but it has to be there. */
export function find(root: Element, name: string, selector?: string): HTMLElement {
  const found = maybe(root, name, selector)
  if (!found) throw new Error(`There is no "${name}" in <${root.localName}>. There is: ${names(root).join(' | ')}`)
  return found
}

/** Names of all buttons one can see, in order. */
export const names = (root: Element, selector = 'button'): string[] =>
  [...deep(root.shadowRoot ?? root)].filter((element) => element.matches(selector) && isShown(element)).map(nameOf)

/** Visible text of a part, such as `.banner`. */
export function textOf(root: Element, selector: string): string {
  const part = [...deep(root.shadowRoot ?? root)].find((element) => element.matches(selector) && isShown(element))
  return part ? words(part) : ''
}

/** All text inside, with a space between neighbours. */
export function words(element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const texts: string[] = []
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '')
  return plain(texts.join(' '))
}

/** What was announced by an outermost element, oldest first. */
export const announced = (root: Element): string[] =>
  [...(root.shadowRoot?.querySelectorAll('[aria-live] > p') ?? [])].map(({ textContent }) => plain(textContent))

/** Presses and waits until what follows is drawn. */
export async function press(element: HTMLElement, host: Element): Promise<void> {
  element.click()
  await drawn(host)
}

/** Waits until nothing inside wants to be drawn again. */
export async function drawn(host: Element): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await new Promise((resolve) => setTimeout(resolve))
    await Promise.all([host, ...deep(host.shadowRoot ?? host)].map((element) => (element as LitElement).updateComplete))
  }
}

/** What has the focus, across shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active
}

/** Asserts what has the focus, by name: elements themselves are too large to print. */
export function expectFocus(element: HTMLElement | undefined): void {
  const active = focused()
  if (!element || active !== element) {
    throw new Error(
      `The focus is on "${active ? plain(nameOf(active as HTMLElement)) : 'nothing'}", not on "${element ? nameOf(element) : 'what is not there'}"`,
    )
  }
}

function nameOf(element: HTMLElement): string {
  const label =
    element.getAttribute('aria-label') ??
    (element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement
      ? element.labels?.[0]?.textContent
      : undefined)
  if (label) return plain(label)
  const copy = element.cloneNode(true) as Element
  for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove()
  return plain(copy.textContent)
}
