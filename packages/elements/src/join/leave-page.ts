/**
 * Leads back to where the person came from.
 * @param otherwise - where to when they came from nowhere, as in a tab opened by a link
 * @param page - the window; replaced in tests
 */
export function leavePage(otherwise: string, page: Pick<Window, 'history' | 'location'> = globalThis.window): void {
  if (page.history.length > 1) page.history.back()
  else page.location.replace(otherwise)
}
