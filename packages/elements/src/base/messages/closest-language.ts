/** The language of the place an element stands in: its own `lang`, the nearest one above it (also across shadow roots), the page's, or English. */
export function closestLanguage(element: Element): string {
  let node: Node | null = element
  while (node) {
    if (node instanceof Element) {
      const lang = node.closest('[lang]')?.getAttribute('lang')
      if (lang) return lang
    }
    const root: Node = node.getRootNode()
    node = root instanceof ShadowRoot ? root.host : null
  }
  return 'en'
}
