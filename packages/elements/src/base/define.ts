/**
 * Registers an element unless the page already has one of that name: two copies of Sanctuary on a page must not throw.
 * Does nothing where there are no custom elements, such as on a server.
 */
export function define(name: string, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined' || customElements.get(name)) return
  customElements.define(name, element)
}
